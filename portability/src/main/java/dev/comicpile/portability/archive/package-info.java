/** Bringing in everything from another system. */
@NullMarked
package dev.comicpile.portability.archive;

import org.jspecify.annotations.NullMarked;
