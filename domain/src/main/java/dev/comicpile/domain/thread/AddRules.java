package dev.comicpile.domain.thread;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.ReadingQueue;
import java.math.BigDecimal;

/** Adding a thread. */
final class AddRules {

  private AddRules() {}

  /** A new thread goes to the back of the queue; one with nothing to read is completed at once. */
  static Decision add(AddThread c, Draft draft) {
    ThreadId id = draft.context().ids().nextThreadId();
    int issues = c.issuesRemaining().count();
    ReadingQueue queue = draft.contents().queue();
    BigDecimal key = issues == 0 ? null : queue.keyAtBack(id);
    ThreadFacts thread =
        new ThreadFacts(
            id,
            c.title().text(),
            c.format().text(),
            issues,
            key,
            null,
            null,
            null,
            null,
            c.notes() == null ? null : c.notes().orNull(),
            c.isTest(),
            draft.now());
    draft.emit(new ThreadAdded(thread, key == null ? 0 : queue.size() + 1, draft.now()));
    return draft.decideWithThread(ActionType.ADD, id);
  }
}
