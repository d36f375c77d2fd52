/** Rules for undo, redo and restore, all by replay. */
@NullMarked
package dev.comicpile.domain.undo;

import org.jspecify.annotations.NullMarked;
