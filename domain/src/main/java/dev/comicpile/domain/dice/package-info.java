/** Rules for rolling, choosing, rating, reading, snoozing and setting the die. */
@NullMarked
package dev.comicpile.domain.dice;

import org.jspecify.annotations.NullMarked;
