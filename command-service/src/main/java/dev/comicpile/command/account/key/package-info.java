/** Keys by which readers let programs in, and the end of all that lets somebody in. */
@NullMarked
package dev.comicpile.command.account.key;

import org.jspecify.annotations.NullMarked;
