package dev.comicpile.query.thread;

/** The threads of the queue view, to be written. */
public interface ThreadRows extends ThreadStore<ThreadRow> {}
