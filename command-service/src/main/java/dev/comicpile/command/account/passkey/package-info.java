/** Passkeys: made, kept, and taken instead of a name and a password. */
@NullMarked
package dev.comicpile.command.account.passkey;

import org.jspecify.annotations.NullMarked;
