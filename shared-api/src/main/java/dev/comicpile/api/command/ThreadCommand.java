package dev.comicpile.api.command;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ReviewsReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about the threads themselves. */
public sealed interface ThreadCommand<R extends PileReply> extends PileCommand<R> {

  /** Adds a thread at the back of the queue, or as completed where {@code issuesRemaining} is 0. */
  record AddThread(
      ReaderId readerId,
      Title title,
      Format format,
      Issues issuesRemaining,
      @Nullable Notes notes,
      boolean isTest)
      implements ThreadCommand<ThreadReply> {}

  /**
   * Changes what is given; a null leaves that field as it is, empty notes and an empty address
   * remove what there was.
   */
  record EditThread(
      ReaderId readerId,
      ThreadId threadId,
      @Nullable Title title,
      @Nullable Format format,
      @Nullable Issues issuesRemaining,
      @Nullable Notes notes,
      @Nullable Boolean isTest,
      @Nullable ReviewUrl reviewUrl)
      implements ThreadCommand<ThreadReply> {}

  /** Removes a thread from the pile. */
  record DeleteThread(ReaderId readerId, ThreadId threadId) implements ThreadCommand<CountReply> {}

  /** Gives a completed thread more issues (1 or more) and puts it at the front. */
  record ReactivateThread(ReaderId readerId, ThreadId threadId, Issues issuesToAdd)
      implements ThreadCommand<ThreadReply> {

    public ReactivateThread {
      issuesToAdd.requireSome();
    }
  }

  /** Adds each row at the front in turn, so that the last row ends first; one action. */
  record ImportThreads(ReaderId readerId, List<Row> rows) implements ThreadCommand<CountReply> {

    public ImportThreads {
      rows = List.copyOf(rows);
    }

    /**
     * One good row of the imported file.
     *
     * @param createdAt when the thread was added elsewhere; null for now
     */
    public record Row(
        Title title,
        Format format,
        Issues issuesRemaining,
        @Nullable Rating lastRating,
        @Nullable Instant lastActivityAt,
        @Nullable ReviewUrl reviewUrl,
        @Nullable Instant lastReviewAt,
        @Nullable Notes notes,
        @Nullable Instant createdAt) {

      /** A row that says no more than what every row must. */
      public Row(Title title, Format format, Issues issuesRemaining) {
        this(title, format, issuesRemaining, null, null, null, null, null, null);
      }
    }
  }

  /**
   * Ends the session and removes every thread, and imports these rows instead; one action. Where
   * the pile holds just what such an import leaves, nothing happens.
   */
  record ReplaceThreads(ReaderId readerId, List<ImportThreads.Row> rows)
      implements ThreadCommand<CountReply> {
    public ReplaceThreads {
      rows = List.copyOf(rows);
    }
  }

  /** Says of threads where they were reviewed and when; of two reviews of one the later counts. */
  record ImportReviews(ReaderId readerId, List<Review> reviews)
      implements ThreadCommand<ReviewsReply> {
    public ImportReviews {
      reviews = List.copyOf(reviews);
    }

    /** One good row of the imported file. */
    public record Review(ThreadId threadId, ReviewUrl url, Instant at) {

      public Review {
        if (url.text().isEmpty()) {
          throw new IllegalArgumentException("a review is somewhere");
        }
      }
    }
  }

  /** Removes every thread that is marked as a test, completed ones too; one action. */
  record DeleteTestThreads(ReaderId readerId) implements ThreadCommand<CountReply> {}
}
