/** Bringing in everything from another system. */
@NullMarked
package dev.comicpile.command.archive;

import org.jspecify.annotations.NullMarked;
