package dev.comicpile.query.queue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.comicpile.api.view.ThreadView;

/**
 * A thread in the queue.
 *
 * @param inPool whether the next roll can pick it
 * @param snoozed whether it is out of the pool until the session ends
 */
record QueuedThread(@JsonUnwrapped ThreadView thread, boolean inPool, boolean snoozed) {}
