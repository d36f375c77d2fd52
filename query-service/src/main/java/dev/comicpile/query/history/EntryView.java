package dev.comicpile.query.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the history as clients see it: one event, with names and numbers as they were then.
 *
 * @param id its version
 * @param type a word of {@link dev.comicpile.api.ActionType}
 * @param result of a roll, the row in the pool, counted from 1; 0 for a pick without a roll
 * @param pool ids of the threads a roll was made over, in queue order
 * @param queueMove {@code front} or {@code back} by a rating, {@code 5 → 1} by a move
 * @param completed whether it left the thread with nothing more to read
 */
record EntryView(
    long id,
    String type,
    Instant timestamp,
    @Nullable Long sessionId,
    @Nullable Long threadId,
    @Nullable String threadTitle,
    @Nullable Integer die,
    @Nullable Integer result,
    @Nullable List<Long> pool,
    @Nullable String selectionMethod,
    @Nullable Double rating,
    @Nullable Integer issuesRead,
    @Nullable String queueMove,
    @Nullable Integer dieAfter,
    boolean completed,
    boolean undone) {

  EntryView {
    pool = pool == null ? null : List.copyOf(pool);
  }

  static EntryView of(HistoryEntry entry) {
    return new EntryView(
        entry.version(),
        entry.type(),
        entry.at(),
        entry.sessionId(),
        entry.threadId(),
        entry.threadTitle(),
        entry.die(),
        entry.result(),
        entry.pool(),
        entry.selectionMethod(),
        entry.rating(),
        entry.issuesRead(),
        entry.queueMove(),
        entry.dieAfter(),
        entry.completed(),
        entry.undone());
  }
}
