/** Streams on their way out of this system and into it. */
@NullMarked
package dev.comicpile.domain.archive;

import org.jspecify.annotations.NullMarked;
