package dev.comicpile.query.history;

import dev.comicpile.query.session.SessionStore;
import java.util.Optional;

/** The sessions of the history view. */
interface HistorySessions extends SessionStore<HistorySession> {

  /** One session, undone or not, if it is this reader's. */
  Optional<HistorySession> findByReaderIdAndId(long readerId, long id);
}
