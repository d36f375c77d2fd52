/** The pile as the unit of consistency: its aggregate, how it is loaded, and the way in to it. */
@NullMarked
package dev.comicpile.command.pile;

import org.jspecify.annotations.NullMarked;
