package dev.comicpile.portability.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RemarkTest {

  private static final Remark REPAIRED =
      Column.repaired(
              "rating",
              "seven",
              Wording.AT_MOST.of("limit", 5),
              Wording.ENTERED.of("entered", "5.0"))
          .with("subject", Wording.EVENT_OF.of("id", 12, "name", "rate"))
          .of("alice");

  @Test
  void peopleReadItAsASentence() {
    assertThat(REPAIRED.text())
        .isEqualTo(
            "alice: Event 12 (rate): rating is 'seven' and must be at most 5; 5.0 is entered.");
  }

  @Test
  void programsReadItsCodeAndItsFactsAndThoseOfItsParts() {
    assertThat(REPAIRED.coded().code()).isEqualTo("cell_repaired");
    assertThat(REPAIRED.coded().values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "reader", "alice",
                "subject", "event_of",
                "id", "12",
                "name", "rate",
                "column", "rating",
                "value", "'seven'",
                "problem", "at_most",
                "limit", "5",
                "instead", "entered",
                "entered", "5.0"));
  }

  @Test
  void whatLooksLikeAPlaceInAFactStaysWhatItIs() {
    assertThat(Wording.THREAD_OF.of("id", 1, "name", "{id} $1").text())
        .isEqualTo("Thread 1 ({id} $1)");
  }
}
