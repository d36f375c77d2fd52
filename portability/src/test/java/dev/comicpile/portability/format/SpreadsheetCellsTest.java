package dev.comicpile.portability.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "'=1",
        "''-",
        "-line\nline",
        "=",
        " =1",
        "\n=1",
        "\u00a0+1",
        "\u200b=1",
        "＝1"
      })
  void whatBeginsLikeAFormulaIsMadeHarmlessAndCanBeReadBack(String text) {
    String cell = SpreadsheetCells.harmless(text);

    assertThat(cell).isEqualTo("'" + text);
    assertThat(SpreadsheetCells.original(cell)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Saga", "'Tis", "''", "1+1", "X-Men", " 1"})
  void whateverElseStaysAsItIs(String text) {
    assertThat(SpreadsheetCells.harmless(text)).isEqualTo(text);
    assertThat(SpreadsheetCells.original(text)).isEqualTo(text);
  }

  @Test
  void noTerminalObeysACell() {
    assertThat(SpreadsheetCells.harmless("Sa\u001b[31mga\u0007\nline"))
        .isEqualTo("Sa [31mga \nline");
  }
}
