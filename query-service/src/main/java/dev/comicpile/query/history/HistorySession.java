package dev.comicpile.query.history;

import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.query.session.SessionHeader;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A session of the history view, so that its details are answered from this view alone. */
@Entity
@Table(schema = "views", name = "history_session")
class HistorySession extends SessionHeader {

  /** For JPA. */
  protected HistorySession() {}

  HistorySession(long readerId, long startVersion, SessionStarted event) {
    super(readerId, startVersion, event);
  }
}
