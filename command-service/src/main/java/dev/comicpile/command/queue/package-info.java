/** Moving threads and clearing the queue. */
@NullMarked
package dev.comicpile.command.queue;

import org.jspecify.annotations.NullMarked;
