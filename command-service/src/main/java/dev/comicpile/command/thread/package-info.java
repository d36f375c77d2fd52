/** Adding, editing, importing and removing threads. */
@NullMarked
package dev.comicpile.command.thread;

import org.jspecify.annotations.NullMarked;
