package dev.comicpile.query.history;

import java.io.Serializable;

/** A version of one reader's stream: the key of what the history holds of it. */
record EntryId(long readerId, long version) implements Serializable {}
