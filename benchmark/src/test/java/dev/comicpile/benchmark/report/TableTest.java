package dev.comicpile.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(Table.number(OptionalDouble.of(0.4567))).isEqualTo("0.46");
    assertThat(Table.number(OptionalDouble.of(12.345))).isEqualTo("12.3");
    assertThat(Table.number(OptionalDouble.of(12345.6))).isEqualTo("12,346");
    assertThat(Table.number(OptionalDouble.of(3))).isEqualTo("3");
    assertThat(Table.number(OptionalDouble.empty())).isEqualTo("–");
  }

  @Test
  void sidesStandBesideEachOther() {
    assertThat(Table.of(sides()))
        .isEqualTo(
            """

            Warm (before | after)
                       CPU ms  p50 ms
            roll  5.10 | 1.20   9 | 2
            pool     – | 0.50   – | –
            """);
  }

  @Test
  void aGoalThatIsMissedIsBold() {
    List<Goal> goals =
        List.of(
            Goal.of(
                "roll: CPU",
                Goal.Part.atMost("", 1.2, " ms", figures -> figures.get("Warm", "roll", "CPU ms"))),
            Goal.of(
                "rolls",
                Goal.Part.atLeast("", 2, " x", figures -> figures.get("Warm", "none", "x"))));

    assertThat(GoalTable.of(goals, sides()))
        .isEqualTo(
            """
            | what | goal | before | after |
            |---|---|---|---|
            | roll: CPU | ≤ 1.2 ms | **5.10 ms** | 1.20 ms |
            | rolls | ≥ 2 x | – | – |
            """);
  }

  @Test
  void thePageHoldsEverythingItself() {
    String page = Page.of(sides(), List.of(), Map.of("cores", "2"), List.of(List.of("CPU ms")));

    assertThat(page).contains("<svg", "cores: 2", "<td>roll, after").doesNotContain("http");
  }

  private static Map<String, Figures> sides() {
    Figures before = new Figures();
    before.put("Warm", "roll", "CPU ms", 5.1);
    before.put("Warm", "roll", "p50 ms", 9);
    Figures after = new Figures();
    after.put("Warm", "roll", "CPU ms", 1.2);
    after.put("Warm", "roll", "p50 ms", 2);
    after.put("Warm", "pool", "CPU ms", 0.5);
    Map<String, Figures> sides = new LinkedHashMap<>();
    sides.put("before", before);
    sides.put("after", after);
    return sides;
  }
}
