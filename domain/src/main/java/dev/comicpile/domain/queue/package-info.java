/** Rules for the order of the queue. */
@NullMarked
package dev.comicpile.domain.queue;

import org.jspecify.annotations.NullMarked;
