/** Passwords: what they must be, and how they are hashed and compared. */
@NullMarked
package dev.comicpile.command.account.password;

import org.jspecify.annotations.NullMarked;
