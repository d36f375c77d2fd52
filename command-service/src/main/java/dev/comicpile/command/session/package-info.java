/** Starting and ending sessions, and going back to the start of one. */
@NullMarked
package dev.comicpile.command.session;

import org.jspecify.annotations.NullMarked;
