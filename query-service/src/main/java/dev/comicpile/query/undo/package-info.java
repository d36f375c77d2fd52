/** Reads of what can be undone and restored. */
@NullMarked
package dev.comicpile.query.undo;

import org.jspecify.annotations.NullMarked;
