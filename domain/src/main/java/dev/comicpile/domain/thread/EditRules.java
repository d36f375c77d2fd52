package dev.comicpile.domain.thread;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.ReadingQueue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Editing a thread. */
final class EditRules {

  private EditRules() {}

  /**
   * Only what is given changes. Issues falling to 0 complete the thread; rising from 0 they make it
   * active again at the back. An empty note or review address removes it.
   */
  static Decision edit(EditThread c, Draft draft) {
    ThreadFacts before = draft.thread(c.threadId());
    int issues =
        c.issuesRemaining() == null ? before.issuesRemaining() : c.issuesRemaining().count();
    String reviewUrl = c.reviewUrl() == null ? before.reviewUrl() : c.reviewUrl().orNull();
    boolean reviewed = !Objects.equals(reviewUrl, before.reviewUrl());
    ThreadFacts after =
        new ThreadFacts(
            before.id(),
            c.title() == null ? before.title() : c.title().text(),
            c.format() == null ? before.format() : c.format().text(),
            issues,
            keyAfterEdit(before, issues, draft.contents().queue()),
            before.lastRating(),
            before.lastActivityAt(),
            reviewUrl,
            !reviewed ? before.lastReviewAt() : reviewUrl == null ? null : draft.now(),
            c.notes() == null ? before.notes() : c.notes().orNull(),
            c.isTest() == null ? before.isTest() : c.isTest(),
            before.createdAt());
    // When it was reviewed follows from the review.
    List<String> changed =
        ThreadFields.changed(before, after.withReview(reviewUrl, before.lastReviewAt()));
    if (!changed.isEmpty()) {
      int position = draft.contents().position(before);
      int newPosition =
          after.completed()
              ? 0
              : before.completed() ? draft.contents().queue().size() + 1 : position;
      draft.emit(new ThreadEdited(after, changed, newPosition, draft.now()));
    }
    return draft.decideWithThread(ActionType.EDIT, c.threadId());
  }

  private static @Nullable BigDecimal keyAfterEdit(
      ThreadFacts before, int issues, ReadingQueue queue) {
    if (issues == 0) {
      return null;
    }
    return before.completed() ? queue.keyAtBack(before.id()) : before.orderKey();
  }
}
