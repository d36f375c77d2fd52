package dev.comicpile.portability.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.web.TryLaterException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

  private final OneAtATime turns = new OneAtATime(Duration.ofMillis(10));

  @Test
  void whoeverComesMeanwhileMayComeAgain() throws IOException {
    String done =
        turns.run(
            () -> {
              assertThatThrownBy(() -> turns.run(() -> "at the same time"))
                  .isInstanceOf(TryLaterException.class)
                  .hasMessageContaining("Please try again");
              return "alone";
            });

    assertThat(done).isEqualTo("alone");
  }

  @Test
  void whatFailsEndsItsTurn() throws IOException {
    assertThatThrownBy(
            () ->
                turns.run(
                    () -> {
                      throw new IOException("no file");
                    }))
        .hasMessage("no file");

    assertThat(turns.<String>run(() -> "next")).isEqualTo("next");
  }
}
