/** Readers who leave: what is theirs is deleted, and stays so in every copy of the data. */
@NullMarked
package dev.comicpile.portability.leaving;

import org.jspecify.annotations.NullMarked;
