package dev.comicpile.query.history;

import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.ThreadView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pile as it was.
 *
 * @param version after which event
 * @param at the moment it is shown at; null before the first event where a version was asked for
 * @param queue the active threads in order
 * @param completed the completed threads, the latest read first
 * @param session the session that went on then, or what the next one would have started as
 */
record PastPile(
    long version,
    @Nullable Instant at,
    List<ThreadView> queue,
    List<ThreadView> completed,
    SessionView session) {}
