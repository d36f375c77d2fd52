/** Threads: their rows in the queue view and the reads of them. */
@NullMarked
package dev.comicpile.query.thread;

import org.jspecify.annotations.NullMarked;
