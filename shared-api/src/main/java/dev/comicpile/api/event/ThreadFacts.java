package dev.comicpile.api.event;

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
    long id,
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

  /** Whether the thread has nothing left to read and so has left the queue. */
  public boolean completed() {
    return issuesRemaining == 0;
  }
}
