/** Starting a program: what it waits for, and how it says in one sentence why it cannot start. */
@NullMarked
package dev.comicpile.web.start;

import org.jspecify.annotations.NullMarked;
