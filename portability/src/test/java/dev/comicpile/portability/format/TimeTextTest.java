package dev.comicpile.portability.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2026-03-01+02:00, 2026-02-28T22:00:00Z",
    "2026-03-01 20:15, 2026-03-01T20:15:00Z",
    "2026-03-01t20:15:30.5+0230, 2026-03-01T17:45:30.5Z",
    "2026-03-01T20:15:30-05, 2026-03-02T01:15:30Z"
  })
  void aTimeMayBeADayAndHaveAnOffset(String text, Instant time) {
    assertThat(TimeText.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-30", "2026-03-01T24:00", "2026-03-01T20", "+12026-03-01", "soon"})
  void whatIsNoneIsNotGuessed(String text) {
    assertThat(TimeText.parse(text)).isNull();
  }
}
