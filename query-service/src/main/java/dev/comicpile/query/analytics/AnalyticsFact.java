package dev.comicpile.query.analytics;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is counted of one event. */
@Entity
@IdClass(AnalyticsFact.Key.class)
@Table(schema = "views", name = "analytics_fact")
@SuppressWarnings("UnusedVariable") // only queries read them
class AnalyticsFact {

  /** A version of one reader's stream. */
  record Key(long readerId, long version) implements Serializable {}

  @Id
  @Column(name = "reader_id")
  private long readerId;

  @Id private long version;

  private String type;

  private Instant at;

  private @Nullable Integer die;

  private @Nullable Integer result;

  @Column(name = "thread_id")
  private @Nullable Long threadId;

  private @Nullable String format;

  @Column(name = "issues_read")
  private @Nullable Integer issuesRead;

  private @Nullable Double rating;

  private boolean undone;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected AnalyticsFact() {}

  private AnalyticsFact(long readerId, long version, PileEvent event) {
    this.readerId = readerId;
    this.version = version;
    this.type = event.type().toString();
    this.at = event.at();
  }

  /** An event of which only its type counts. */
  static AnalyticsFact of(long readerId, long version, PileEvent event) {
    return new AnalyticsFact(readerId, version, event);
  }

  /** A roll of the dice. */
  static AnalyticsFact roll(long readerId, long version, DieRolled event) {
    AnalyticsFact fact = new AnalyticsFact(readerId, version, event);
    fact.die = event.die().sides();
    fact.result = event.result();
    return fact;
  }

  /** A reading with a rating; the format is what the thread has at that time. */
  static AnalyticsFact reading(long readerId, long version, ThreadRated event, String format) {
    AnalyticsFact fact =
        reading(readerId, version, event, event.threadId(), event.issuesRead(), format);
    fact.rating = event.rating();
    return fact;
  }

  /** A reading without a rating; the format is what the thread has at that time. */
  static AnalyticsFact reading(long readerId, long version, IssuesRead event, String format) {
    return reading(readerId, version, event, event.threadId(), event.issuesRead(), format);
  }

  private static AnalyticsFact reading(
      long readerId, long version, PileEvent event, long threadId, int issuesRead, String format) {
    AnalyticsFact fact = new AnalyticsFact(readerId, version, event);
    fact.threadId = threadId;
    fact.issuesRead = issuesRead;
    fact.format = format;
    return fact;
  }
}
