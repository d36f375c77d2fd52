/** Rolling, rating, reading and snoozing. */
@NullMarked
package dev.comicpile.command.dice;

import org.jspecify.annotations.NullMarked;
