package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the history as clients see it: one event, with names and numbers as they were then.
 *
 * @param id its version
 * @param type a word of {@link dev.comicpile.api.ActionType}
 * @param die the die rolled, or rated or snoozed with; where it was set or cleared, the die that
 *     counts from then on
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
    if (type.equals(ActionType.SET_DIE.toString())
        || type.equals(ActionType.CLEAR_DIE.toString())) {
      die = dieAfter;
    }
  }

  boolean is(ActionType type) {
    return this.type.equals(type.toString());
  }
}
