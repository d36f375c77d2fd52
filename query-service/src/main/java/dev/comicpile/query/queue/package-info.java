/** The queue view: what the pile holds now; the reads of the queue, the pool and the roll. */
@NullMarked
package dev.comicpile.query.queue;

import org.jspecify.annotations.NullMarked;
