package dev.comicpile.query.thread;

import dev.comicpile.api.event.ThreadFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a thread is and how much of it is left: what every view keeps of it. */
@MappedSuperclass
public abstract class ThreadHeader {

  @Id private long id;

  @Column(name = "reader_id", updatable = false)
  private long readerId;

  private String title;

  private String format;

  @Column(name = "issues_remaining")
  private int issuesRemaining;

  @Column(name = "last_rating")
  private @Nullable Double lastRating;

  @Column(name = "last_activity_at")
  private @Nullable Instant lastActivityAt;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ThreadHeader() {}

  /** The row of a thread that is new to a view. */
  @SuppressWarnings("NullAway.Init")
  protected ThreadHeader(long readerId, ThreadFacts facts) {
    this.id = facts.id();
    this.readerId = readerId;
    setHeader(facts);
  }

  private void setHeader(ThreadFacts facts) {
    title = facts.title();
    format = facts.format();
    issuesRemaining = facts.issuesRemaining();
    lastRating = facts.lastRating();
    lastActivityAt = facts.lastActivityAt();
    createdAt = facts.createdAt();
  }

  /** Sets all its facts. */
  void become(ThreadFacts facts) {
    setHeader(facts);
  }

  /** Sets how much of it is left and where it stands now; null once nothing is left. */
  void place(int remaining, @Nullable BigDecimal orderKey) {
    issuesRemaining = remaining;
    moveTo(orderKey);
  }

  /** Sets where it stands in the queue; a view that does not keep the order does nothing. */
  void moveTo(@Nullable BigDecimal orderKey) {}

  /** Sets that issues of it were read, at that moment; the place changes where none are left. */
  void read(int remaining, Instant at) {
    issuesRemaining = remaining;
    lastActivityAt = at;
    if (remaining == 0) {
      moveTo(null);
    }
  }

  void rate(double rating) {
    lastRating = rating;
  }

  /** The thread's id. */
  public long id() {
    return id;
  }

  public String title() {
    return title;
  }

  public String format() {
    return format;
  }

  /** 0 or more; 0 exactly when it is completed. */
  public int issuesRemaining() {
    return issuesRemaining;
  }

  /** 0.5 to 5.0 in steps of 0.5. */
  public @Nullable Double lastRating() {
    return lastRating;
  }

  /** When it was last read. */
  public @Nullable Instant lastActivityAt() {
    return lastActivityAt;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
