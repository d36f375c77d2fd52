package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.web.TooManyRequestsException;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much large commands may write. */
class LargeChangesTest {

  private static final ReaderId ONE = new ReaderId(1);

  private long nanos;

  private final LargeChanges changes =
      LargeChanges.bounded(
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return nanos;
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  /** An event that counts for about so many megabytes. */
  private static List<PileEvent> megabytes(int count) {
    int threads = count * (1 << 20) / 24;
    return List.of(new QueueCleared(Collections.nCopies(threads, new ThreadId(1)), Instant.EPOCH));
  }

  @Test
  void aReaderWhoHasWrittenTooMuchWaits() {
    changes.admit(ONE, megabytes(20));
    changes.admit(ONE, megabytes(20));

    assertThatThrownBy(() -> changes.admit(ONE, megabytes(1)))
        .asInstanceOf(type(TooManyRequestsException.class))
        .satisfies(
            much ->
                assertThat(much.retryAfter())
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20)));
    changes.admit(new ReaderId(2), megabytes(1));

    nanos += Duration.ofSeconds(20).toNanos();
    assertThatCode(() -> changes.admit(ONE, megabytes(1))).doesNotThrowAnyException();
  }

  @Test
  void theLargestCommandIsAdmittedWhereNoneWentBefore() {
    assertThatCode(() -> changes.admit(ONE, megabytes(200))).doesNotThrowAnyException();
    assertThatThrownBy(() -> changes.admit(ONE, megabytes(1)))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void smallCommandsAreNotCounted() {
    changes.admit(ONE, megabytes(200));
    List<PileEvent> small = List.of(new QueueCleared(List.of(new ThreadId(1)), Instant.EPOCH));
    for (int i = 0; i < 10_000; i++) {
      changes.admit(ONE, small);
    }
  }
}
