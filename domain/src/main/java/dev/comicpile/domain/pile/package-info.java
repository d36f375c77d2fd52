/** The state of a pile and how each event changes it: immutable, rebuilt from its events. */
@NullMarked
package dev.comicpile.domain.pile;

import org.jspecify.annotations.NullMarked;
