/** Readers' accounts and their tokens: ordinary tables, because secrets are no events. */
@NullMarked
package dev.comicpile.command.account;

import org.jspecify.annotations.NullMarked;
