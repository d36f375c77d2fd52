/** What reads need to know of accounts: names, and revoked tokens. */
@NullMarked
package dev.comicpile.query.account;

import org.jspecify.annotations.NullMarked;
