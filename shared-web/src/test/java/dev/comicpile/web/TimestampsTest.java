package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Timestamps;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are written as the JDK writes them. */
class TimestampsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2000-02-29T12:00:00Z",
        "2024-02-29T23:59:59.000000001Z",
        "2024-12-31T23:59:59.100Z",
        "2025-03-01T00:00:00.123456Z",
        "2100-02-28T01:02:03.000001Z",
        "0000-01-01T00:00:00Z",
        "0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z",
      })
  void theEdgesAreWrittenAsTheyAreRead(String text) {
    Instant instant = Instant.parse(text);

    assertThat(Timestamps.format(instant)).isEqualTo(instant.toString());
  }

  @Test
  void anyTimeIsWrittenLikeTheJdkDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] precisions = {1, 1_000, 1_000_000, 1_000_000_000};
    for (int i = 0; i < 100_000; i++) {
      int precision = precisions[random.nextInt(precisions.length)];
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(-70_000_000_000L, 260_000_000_000L),
              random.nextLong(1_000_000_000) / precision * precision);
      assertThat(Timestamps.format(instant)).as("seed %d", seed).isEqualTo(instant.toString());
    }
  }
}
