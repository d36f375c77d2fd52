/** Tests of the past. */
@NullMarked
package dev.comicpile.query.history;

import org.jspecify.annotations.NullMarked;
