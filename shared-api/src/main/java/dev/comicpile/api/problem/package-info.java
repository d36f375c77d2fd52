/** Why something was refused, with the facts. */
@NullMarked
package dev.comicpile.api.problem;

import org.jspecify.annotations.NullMarked;
