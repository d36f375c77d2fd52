package dev.comicpile.query.thread;

import dev.comicpile.api.event.ThreadFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The facts of a thread and whose it is. */
@MappedSuperclass
abstract class ThreadColumns {

  @Id private long id;

  @Column(name = "reader_id", updatable = false)
  private long readerId;

  private String title;

  private String format;

  @Column(name = "issues_remaining")
  private int issuesRemaining;

  @Column(name = "order_key")
  private @Nullable BigDecimal orderKey;

  @Column(name = "last_rating")
  private @Nullable Double lastRating;

  @Column(name = "last_activity_at")
  private @Nullable Instant lastActivityAt;

  @Column(name = "review_url")
  private @Nullable String reviewUrl;

  @Column(name = "last_review_at")
  private @Nullable Instant lastReviewAt;

  private @Nullable String notes;

  @Column(name = "is_test")
  private boolean test;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ThreadColumns() {}

  @SuppressWarnings("NullAway.Init")
  ThreadColumns(long readerId, ThreadFacts facts) {
    this.id = facts.id();
    this.readerId = readerId;
    set(facts);
  }

  void set(ThreadFacts facts) {
    title = facts.title();
    format = facts.format();
    issuesRemaining = facts.issuesRemaining();
    orderKey = facts.orderKey();
    lastRating = facts.lastRating();
    lastActivityAt = facts.lastActivityAt();
    reviewUrl = facts.reviewUrl();
    lastReviewAt = facts.lastReviewAt();
    notes = facts.notes();
    test = facts.isTest();
    createdAt = facts.createdAt();
  }

  void place(int issuesRemaining, @Nullable BigDecimal orderKey) {
    this.issuesRemaining = issuesRemaining;
    this.orderKey = orderKey;
  }

  void rate(double rating) {
    lastRating = rating;
  }

  void readAt(Instant at) {
    lastActivityAt = at;
  }

  /** The thread's id. */
  public long id() {
    return id;
  }

  /** All there is to know of it. */
  public ThreadFacts facts() {
    return new ThreadFacts(
        id,
        title,
        format,
        issuesRemaining,
        orderKey,
        lastRating,
        lastActivityAt,
        reviewUrl,
        lastReviewAt,
        notes,
        test,
        createdAt);
  }
}
