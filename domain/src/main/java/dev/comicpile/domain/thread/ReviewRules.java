package dev.comicpile.domain.thread;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.view.PileReply.ReviewsReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Importing where threads were reviewed. */
final class ReviewRules {

  private ReviewRules() {}

  /**
   * Each review is an edit of its thread, all of them one action. A review of a thread that the
   * pile does not hold is left out and named.
   */
  static Decision importAll(ImportReviews c, Draft draft) {
    Map<ThreadId, Review> latest = new LinkedHashMap<>();
    SortedSet<ThreadId> unknown = new TreeSet<>();
    int imported = 0;
    for (Review review : c.reviews()) {
      if (draft.contents().thread(review.threadId()).isPresent()) {
        latest.put(review.threadId(), review);
        imported++;
      } else {
        unknown.add(review.threadId());
      }
    }
    latest.values().forEach(review -> importOne(review, draft));
    return draft.decide(
        ActionType.EDIT, new ReviewsReply(draft.version(), imported, List.copyOf(unknown)));
  }

  private static void importOne(Review review, Draft draft) {
    ThreadFacts before = draft.thread(review.threadId());
    ThreadFacts after = before.withReview(review.url().text(), review.at());
    List<String> changed = ThreadFields.changed(before, after);
    if (!changed.isEmpty()) {
      draft.emit(new ThreadEdited(after, changed, draft.contents().position(after), draft.now()));
    }
  }
}
