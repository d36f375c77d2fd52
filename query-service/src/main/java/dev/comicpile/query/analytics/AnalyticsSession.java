package dev.comicpile.query.analytics;

import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.query.session.SessionHeader;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A session of the analytics view. */
@Entity
@Table(schema = "views", name = "analytics_session")
class AnalyticsSession extends SessionHeader {

  /** For JPA. */
  protected AnalyticsSession() {}

  AnalyticsSession(long readerId, long startVersion, SessionStarted event) {
    super(readerId, startVersion, event);
  }
}
