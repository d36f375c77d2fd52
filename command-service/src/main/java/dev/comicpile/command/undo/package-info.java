/** Undo, redo and restore. */
@NullMarked
package dev.comicpile.command.undo;

import org.jspecify.annotations.NullMarked;
