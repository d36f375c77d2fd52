/** What every rule works with: the state so far, the clock, the dice, and the events it makes. */
@NullMarked
package dev.comicpile.domain.decision;

import org.jspecify.annotations.NullMarked;
