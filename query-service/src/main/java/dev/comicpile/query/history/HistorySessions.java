package dev.comicpile.query.history;

import dev.comicpile.query.session.SessionStore;

/** The sessions of the history view. */
interface HistorySessions extends SessionStore<HistorySession> {}
