package dev.comicpile.query.thread;

import dev.comicpile.api.event.ThreadFacts;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All the facts of a thread and whose it is. */
@MappedSuperclass
abstract class ThreadColumns extends ThreadHeader {

  @Column(name = "order_key")
  private @Nullable BigDecimal orderKey;

  @Column(name = "review_url")
  private @Nullable String reviewUrl;

  @Column(name = "last_review_at")
  private @Nullable Instant lastReviewAt;

  private @Nullable String notes;

  @Column(name = "is_test")
  private boolean test;

  /** For JPA. */
  protected ThreadColumns() {}

  ThreadColumns(long readerId, ThreadFacts facts) {
    super(readerId, facts);
    setColumns(facts);
  }

  private void setColumns(ThreadFacts facts) {
    orderKey = facts.orderKey();
    reviewUrl = facts.reviewUrl();
    lastReviewAt = facts.lastReviewAt();
    notes = facts.notes();
    test = facts.isTest();
  }

  @Override
  void become(ThreadFacts facts) {
    super.become(facts);
    setColumns(facts);
  }

  @Override
  void moveTo(@Nullable BigDecimal orderKey) {
    this.orderKey = orderKey;
  }

  /** All there is to know of it. */
  public ThreadFacts facts() {
    return new ThreadFacts(
        id(),
        title(),
        format(),
        issuesRemaining(),
        orderKey,
        lastRating(),
        lastActivityAt(),
        reviewUrl,
        lastReviewAt,
        notes,
        test,
        createdAt());
  }
}
