/** The piles of the earlier Comic Pile, which kept rows, as streams of events. */
@NullMarked
package dev.comicpile.portability.earlier;

import org.jspecify.annotations.NullMarked;
