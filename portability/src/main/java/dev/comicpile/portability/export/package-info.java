/** Everything there is, for taking it elsewhere. */
@NullMarked
package dev.comicpile.portability.export;

import org.jspecify.annotations.NullMarked;
