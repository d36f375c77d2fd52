package dev.comicpile.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadViewTest {

  private static @Nullable String shown(String stored) {
    return new ThreadView(
            new ThreadId(1),
            "Saga",
            "Comic",
            3,
            1,
            "active",
            null,
            null,
            stored,
            null,
            null,
            false,
            Instant.EPOCH)
        .reviewUrl();
  }

  @Test
  void aStoredAddressThatNoPageMayLinkToIsNotShown() {
    assertThat(shown("javascript:alert(1)")).isNull();
    assertThat(shown("//example.org/saga")).isNull();
    assertThat(shown("https://example.org/saga")).isEqualTo("https://example.org/saga");
  }
}
