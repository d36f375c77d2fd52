package dev.comicpile.domain.dice;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.DiceCommand.UnsnoozeThread;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;

/** Taking the pending thread out of the pool until the session ends, and back. */
final class SnoozeRules {

  private SnoozeRules() {}

  /**
   * The pending thread leaves the pool but keeps its place; the die steps up, as the manual die. It
   * is no longer pending, which the event says to {@code Sessions}. Where the session of its pick
   * is over by idleness, that one is ended and another one started first (CarriedPickTest).
   */
  static Decision snooze(SnoozeThread c, Draft draft) {
    ThreadFacts thread = draft.thread(draft.pendingPick(c.threadId()).threadId());
    SessionFacts session = draft.sessionForDice();
    Die die = session.currentDie();
    draft.emit(
        new ThreadSnoozed(session.id(), thread.id(), thread.title(), die, die.up(), draft.now()));
    return draft.decideWithCurrentSession(ActionType.SNOOZE);
  }

  /** One thread, or all of them; what is not snoozed stays as it is. */
  static Decision unsnooze(UnsnoozeThread c, Draft draft) {
    ThreadId only = c.threadId();
    if (only != null) {
      draft.thread(only);
    }
    draft
        .activeSession()
        .ifPresent(
            session ->
                session.snoozed().stream()
                    .filter(id -> only == null || only.equals(id))
                    .map(draft::thread)
                    .forEach(
                        thread ->
                            draft.emit(
                                new ThreadUnsnoozed(
                                    session.id(), thread.id(), thread.title(), draft.now()))));
    return draft.decideWithCurrentSession(ActionType.UNSNOOZE);
  }
}
