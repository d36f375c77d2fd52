package dev.comicpile.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreInMillisecondsToThreeDigits() {
    Latencies latencies = new Latencies();
    for (int millis = 1; millis <= 100; millis++) {
      latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    assertThat(latencies.percentile(50)).isCloseTo(50, within(0.05));
    assertThat(latencies.percentile(99)).isCloseTo(99, within(0.1));
    assertThat(latencies.count()).isEqualTo(100);
  }

  @Test
  void headersAreFoundWhateverTheirCase() {
    Answer answer = new Answer(200, List.of("content-length: 5", "ETag: W/\"x\""), new byte[0]);

    assertThat(answer.header("Content-Length")).contains("5");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }
}
