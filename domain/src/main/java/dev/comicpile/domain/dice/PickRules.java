package dev.comicpile.domain.dice;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem.AllThreadsSnoozed;
import dev.comicpile.api.problem.PileProblem.NoActiveThreads;
import dev.comicpile.api.problem.PileProblem.ThreadNotActive;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import java.util.List;
import java.util.Set;

/** Picking a thread: by a roll, or by the reader's choice. */
final class PickRules {

  private PickRules() {}

  /**
   * Uniform over the pool: the first threads of the queue that are not snoozed, as many as the die
   * has sides.
   */
  static Decision roll(Draft draft) {
    Die die = draft.currentDie();
    Set<ThreadId> snoozed = draft.snoozed();
    List<ThreadId> pool =
        draft
            .contents()
            .queue()
            .threadIds()
            .filter(id -> !snoozed.contains(id))
            .limit(die.sides())
            .toList();
    if (pool.isEmpty()) {
      throw refusal(
          snoozed.isEmpty() ? new NoActiveThreads() : new AllThreadsSnoozed(snoozed.size()));
    }
    SessionFacts session = draft.sessionForDice();
    draft.skipPending(session);
    int result = draft.context().dice().nextInt(pool.size()) + 1;
    ThreadFacts thread = draft.thread(pool.get(result - 1));
    draft.emit(
        new DieRolled(
            session.id(),
            thread.id(),
            thread.title(),
            die,
            pool,
            result,
            draft.contents().position(thread),
            draft.contents().snoozedAhead(thread),
            snoozed.size(),
            draft.now()));
    return draft.decideWithPick(ActionType.ROLL);
  }

  /** An override or set-pending: no roll, and a snoozed thread is unsnoozed by it. */
  static Decision choose(ChooseThread c, Draft draft) {
    ThreadFacts thread = draft.thread(c.threadId());
    if (thread.completed()) {
      throw refusal(new ThreadNotActive(thread.id()));
    }
    SessionFacts session = draft.sessionForDice();
    draft.skipPending(session);
    if (session.snoozed().contains(thread.id())) {
      draft.emit(new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), draft.now()));
    }
    draft.emit(
        new ThreadChosen(
            session.id(),
            thread.id(),
            thread.title(),
            c.method(),
            session.currentDie(),
            draft.contents().position(thread),
            draft.contents().snoozedAhead(thread),
            draft.contents().snoozed().size(),
            draft.now()));
    return draft.decideWithPick(ActionType.ROLL);
  }
}
