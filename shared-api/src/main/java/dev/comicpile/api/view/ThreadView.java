package dev.comicpile.api.view;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.WebAddress;
import dev.comicpile.api.event.ThreadFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A thread as clients see it.
 *
 * @param queuePosition 1 or more; 0 for a completed thread
 * @param status {@code active} or {@code completed}
 * @param reviewUrl an absolute http or https address
 */
public record ThreadView(
    ThreadId id,
    String title,
    String format,
    int issuesRemaining,
    int queuePosition,
    String status,
    @Nullable Double lastRating,
    @Nullable Instant lastActivityAt,
    @Nullable String reviewUrl,
    @Nullable Instant lastReviewAt,
    @Nullable String notes,
    boolean isTest,
    Instant createdAt) {

  /** What is stored of old may be no address that a page may link to. */
  public ThreadView {
    reviewUrl = WebAddress.orNull(reviewUrl);
  }

  /** The view of a thread at a position of the queue, 0 where it is completed. */
  public static ThreadView of(ThreadFacts thread, int queuePosition) {
    return new ThreadView(
        thread.id(),
        thread.title(),
        thread.format(),
        thread.issuesRemaining(),
        queuePosition,
        status(thread.completed()),
        thread.lastRating(),
        thread.lastActivityAt(),
        thread.reviewUrl(),
        thread.lastReviewAt(),
        thread.notes(),
        thread.isTest(),
        thread.createdAt());
  }

  /** The word for whether a thread is completed. */
  public static String status(boolean completed) {
    return completed ? "completed" : "active";
  }
}
