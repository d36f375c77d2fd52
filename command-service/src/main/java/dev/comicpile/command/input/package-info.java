/** How the fields of a request body are read and checked. */
@NullMarked
package dev.comicpile.command.input;

import org.jspecify.annotations.NullMarked;
