package dev.comicpile.api.event;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know of one session at one moment.
 *
 * @param endedAt null while it is open; an open one may be over all the same, by idleness
 * @param lastActivityAt from when the idle time counts
 * @param ladderDie the die of the ladder, whatever the manual die
 * @param ladder the start die and then the die after each rating
 * @param pick the latest pick
 * @param pending whether that pick is still to be rated, read or snoozed
 * @param snoozed ids of the snoozed threads, in the order they were snoozed; empty once it has
 *     ended
 */
public record SessionFacts(
    SessionId id,
    Instant startedAt,
    @Nullable Instant endedAt,
    Instant lastActivityAt,
    Die startDie,
    Die ladderDie,
    @Nullable Die manualDie,
    List<Die> ladder,
    @Nullable Pick pick,
    boolean pending,
    List<ThreadId> snoozed) {

  public SessionFacts {
    ladder = List.copyOf(ladder);
    snoozed = List.copyOf(snoozed);
  }

  /** The die the next roll is made with. */
  public Die currentDie() {
    return manualDie == null ? ladderDie : manualDie;
  }

  /** Whether it goes on at a moment: neither ended nor idle for longer than the gap. */
  public boolean activeAt(Instant now, Duration gap) {
    return endedAt == null && !lastActivityAt.plus(gap).isBefore(now);
  }

  /**
   * The pick that waits to be rated, read or snoozed, if any; it outlives its session's idleness.
   */
  public Optional<Pick> pendingPick() {
    return pending ? Optional.ofNullable(pick) : Optional.empty();
  }

  /** A thread picked; {@code result} is 0 where it was picked without a roll. */
  public record Pick(
      ThreadId threadId,
      SelectionMethod method,
      Die die,
      int result,
      int offset,
      int snoozedCount,
      Instant at) {}
}
