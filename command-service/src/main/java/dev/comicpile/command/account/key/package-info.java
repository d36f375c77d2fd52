/** Keys by which readers let programs in. */
@NullMarked
package dev.comicpile.command.account.key;

import org.jspecify.annotations.NullMarked;
