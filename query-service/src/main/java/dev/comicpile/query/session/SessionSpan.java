package dev.comicpile.query.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a session was.
 *
 * @param endedAt when it was ended, null for one that was not
 * @param lastActivityAt from when its idle time counts
 * @param undone whether its start was taken back
 */
public record SessionSpan(
    Instant startedAt, @Nullable Instant endedAt, Instant lastActivityAt, boolean undone) {

  /** Whether it has not been ended; by its idle time it may be over all the same. */
  public boolean open() {
    return endedAt == null && !undone;
  }

  /** Whether it goes on at a moment. */
  public boolean activeAt(Instant now, Duration gap) {
    return open() && !lastActivityAt.plus(gap).isBefore(now);
  }

  /** When it was over, as seen at a moment; null while it goes on. */
  public @Nullable Instant overAt(Instant now, Duration gap) {
    if (endedAt != null) {
      return endedAt;
    }
    return activeAt(now, gap) ? null : lastActivityAt;
  }
}
