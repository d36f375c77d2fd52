package dev.comicpile.query.session;

/** The sessions of the queue view. */
public interface SessionRows extends SessionStore<SessionRow> {}
