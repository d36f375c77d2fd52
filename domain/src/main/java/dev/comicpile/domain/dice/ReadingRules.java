package dev.comicpile.domain.dice;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem.TooManyIssuesRead;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;

/** Reading the pending thread, with a rating or without. */
final class ReadingRules {

  private ReadingRules() {}

  /**
   * A good rating steps the die down and moves the thread to the front, any other up and to the
   * back.
   */
  static Decision rate(RateThread c, Draft draft) {
    ThreadFacts thread = draft.thread(draft.pendingPick(c.threadId()).threadId());
    int issuesRead = c.issuesRead().count();
    int remaining = remainingAfter(thread, issuesRead);
    SessionFacts session = draft.sessionForDice();
    double rating = c.rating().stars();
    boolean good = rating >= draft.context().rules().ratingThreshold();
    Die die = session.currentDie();
    QueueEnd end = remaining == 0 ? null : good ? QueueEnd.FRONT : QueueEnd.BACK;
    draft.emit(
        new ThreadRated(
            session.id(),
            thread.id(),
            thread.title(),
            rating,
            issuesRead,
            remaining,
            die,
            good ? die.down() : die.up(),
            end,
            draft.contents().queue().keyAt(end, thread.id()),
            draft.now()));
    if (c.finishSession()) {
      draft.endSession(session, SessionEnded.Reason.FINISHED_BY_RATING, draft.now());
    }
    return draft.decideWithThread(ActionType.RATE, thread.id());
  }

  /** Neither the die nor the thread's place changes. */
  static Decision markRead(MarkRead c, Draft draft) {
    ThreadFacts thread = draft.thread(draft.pendingPick(c.threadId()).threadId());
    int issuesRead = c.issuesRead().count();
    int remaining = remainingAfter(thread, issuesRead);
    SessionFacts session = draft.sessionForDice();
    draft.emit(
        new IssuesRead(
            session.id(), thread.id(), thread.title(), issuesRead, remaining, draft.now()));
    return draft.decideWithThread(ActionType.READ, thread.id());
  }

  private static int remainingAfter(ThreadFacts thread, int issuesRead) {
    if (issuesRead > thread.issuesRemaining()) {
      throw refusal(new TooManyIssuesRead(issuesRead, thread.issuesRemaining()));
    }
    return thread.issuesRemaining() - issuesRead;
  }
}
