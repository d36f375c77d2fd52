/** Everything there is, for taking it elsewhere. */
@NullMarked
package dev.comicpile.query.archive;

import org.jspecify.annotations.NullMarked;
