package dev.comicpile.api.view;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionFacts;

/**
 * A pick, as a roll or an override answers it.
 *
 * @param result the row in the pool, counted from 1; 0 where nothing was rolled
 * @param offset snoozed threads ahead of it in the queue
 */
public record RollView(
    ThreadId threadId,
    String title,
    String format,
    int issuesRemaining,
    int queuePosition,
    int dieSize,
    int result,
    int offset,
    int snoozedCount) {

  /** The view of a pick and its thread, as a session shows it. */
  public static RollView of(SessionFacts.Pick pick, SessionView.ActiveThread thread) {
    return new RollView(
        thread.id(),
        thread.title(),
        thread.format(),
        thread.issuesRemaining(),
        thread.queuePosition(),
        pick.die().sides(),
        pick.result(),
        pick.offset(),
        pick.snoozedCount());
  }
}
