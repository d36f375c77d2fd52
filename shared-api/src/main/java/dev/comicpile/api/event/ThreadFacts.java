package dev.comicpile.api.event;

import dev.comicpile.api.ThreadId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know of one thread at one moment.
 *
 * @param issuesRemaining 0 or more; 0 exactly when the thread is completed
 * @param orderKey where it stands in the queue: smaller is nearer to the front; null exactly when
 *     completed
 * @param lastRating 0.5 to 5.0 in steps of 0.5
 * @param lastActivityAt when it was last read
 */
public record ThreadFacts(
    ThreadId id,
    String title,
    String format,
    int issuesRemaining,
    @Nullable BigDecimal orderKey,
    @Nullable Double lastRating,
    @Nullable Instant lastActivityAt,
    @Nullable String reviewUrl,
    @Nullable Instant lastReviewAt,
    @Nullable String notes,
    boolean isTest,
    Instant createdAt) {

  /** The same thread in another place of the queue. */
  public ThreadFacts withOrderKey(BigDecimal key) {
    return withReading(issuesRemaining, key, lastRating, lastActivityAt);
  }

  /** The same thread with so much left to read, where that puts it, and how it was read last. */
  public ThreadFacts withReading(
      int remaining, @Nullable BigDecimal key, @Nullable Double rating, @Nullable Instant readAt) {
    return new ThreadFacts(
        id,
        title,
        format,
        remaining,
        key,
        rating,
        readAt,
        reviewUrl,
        lastReviewAt,
        notes,
        isTest,
        createdAt);
  }

  /** The same thread with that review. */
  public ThreadFacts withReview(@Nullable String url, @Nullable Instant reviewedAt) {
    return new ThreadFacts(
        id,
        title,
        format,
        issuesRemaining,
        orderKey,
        lastRating,
        lastActivityAt,
        url,
        reviewedAt,
        notes,
        isTest,
        createdAt);
  }

  /** Whether the thread has nothing left to read and so has left the queue. */
  public boolean completed() {
    return issuesRemaining == 0;
  }
}
