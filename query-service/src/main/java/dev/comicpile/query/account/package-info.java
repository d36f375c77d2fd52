/** What reads need to know of accounts: names, and the keys that tokens are signed with. */
@NullMarked
package dev.comicpile.query.account;

import org.jspecify.annotations.NullMarked;
