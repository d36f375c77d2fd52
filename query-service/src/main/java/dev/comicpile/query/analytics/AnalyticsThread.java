package dev.comicpile.query.analytics;

import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.query.thread.ThreadHeader;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A thread of the analytics view, as it is now. */
@Entity
@Table(schema = "views", name = "analytics_thread")
class AnalyticsThread extends ThreadHeader {

  /** For JPA. */
  protected AnalyticsThread() {}

  AnalyticsThread(long readerId, ThreadFacts facts) {
    super(readerId, facts);
  }
}
