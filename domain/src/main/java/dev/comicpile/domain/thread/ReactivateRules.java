package dev.comicpile.domain.thread;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem.ThreadNotCompleted;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;

/** Giving a completed thread more issues. */
final class ReactivateRules {

  private ReactivateRules() {}

  /** A completed thread comes back at the front. */
  static Decision reactivate(ReactivateThread c, Draft draft) {
    ThreadFacts thread = draft.thread(c.threadId());
    if (!thread.completed()) {
      throw refusal(new ThreadNotCompleted(thread.id()));
    }
    int issues = c.issuesToAdd().count();
    draft.emit(
        new ThreadReactivated(
            thread.id(),
            thread.title(),
            issues,
            issues,
            draft.contents().queue().keyAtFront(thread.id()),
            draft.now()));
    return draft.decideWithThread(ActionType.REACTIVATE, thread.id());
  }
}
