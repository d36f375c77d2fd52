package dev.comicpile.api.command;

import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ReviewsReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Commands about the threads themselves. Texts are trimmed and within their limits before they come
 * here.
 */
public sealed interface ThreadCommand<R extends PileReply> extends PileCommand<R> {

  /** Adds a thread at the back of the queue, or as completed where {@code issuesRemaining} is 0. */
  record AddThread(
      @TargetAggregateIdentifier String readerId,
      String title,
      String format,
      int issuesRemaining,
      @Nullable String notes,
      boolean isTest)
      implements ThreadCommand<ThreadReply> {}

  /** Changes what is given; a null leaves that field as it is. */
  record EditThread(
      @TargetAggregateIdentifier String readerId,
      long threadId,
      @Nullable String title,
      @Nullable String format,
      @Nullable Integer issuesRemaining,
      @Nullable String notes,
      @Nullable Boolean isTest,
      @Nullable String reviewUrl)
      implements ThreadCommand<ThreadReply> {}

  /** Removes a thread from the pile. */
  record DeleteThread(@TargetAggregateIdentifier String readerId, long threadId)
      implements ThreadCommand<CountReply> {}

  /** Gives a completed thread more issues (1 or more) and puts it at the front. */
  record ReactivateThread(
      @TargetAggregateIdentifier String readerId, long threadId, int issuesToAdd)
      implements ThreadCommand<ThreadReply> {}

  /** Adds each row at the front in turn, so that the last row ends first; one action. */
  record ImportThreads(@TargetAggregateIdentifier String readerId, List<Row> rows)
      implements ThreadCommand<CountReply> {

    public ImportThreads {
      rows = List.copyOf(rows);
    }

    /**
     * One good row of the imported file.
     *
     * @param lastRating 0.5 to 5.0 in steps of 0.5
     * @param createdAt when the thread was added elsewhere; null for now
     */
    public record Row(
        String title,
        String format,
        int issuesRemaining,
        @Nullable Double lastRating,
        @Nullable Instant lastActivityAt,
        @Nullable String reviewUrl,
        @Nullable Instant lastReviewAt,
        @Nullable String notes,
        @Nullable Instant createdAt) {

      /** A row that says no more than what every row must. */
      public Row(String title, String format, int issuesRemaining) {
        this(title, format, issuesRemaining, null, null, null, null, null, null);
      }
    }
  }

  /**
   * Ends the session and removes every thread, and imports these rows instead; one action. Where
   * the pile holds just what such an import leaves, nothing happens.
   */
  record ReplaceThreads(@TargetAggregateIdentifier String readerId, List<ImportThreads.Row> rows)
      implements ThreadCommand<CountReply> {
    public ReplaceThreads {
      rows = List.copyOf(rows);
    }
  }

  /** Says of threads where they were reviewed and when; of two reviews of one the later counts. */
  record ImportReviews(@TargetAggregateIdentifier String readerId, List<Review> reviews)
      implements ThreadCommand<ReviewsReply> {
    public ImportReviews {
      reviews = List.copyOf(reviews);
    }

    /** One good row of the imported file. */
    public record Review(long threadId, String url, Instant at) {}
  }

  /** Removes every thread that is marked as a test, completed ones too; one action. */
  record DeleteTestThreads(@TargetAggregateIdentifier String readerId)
      implements ThreadCommand<CountReply> {}
}
