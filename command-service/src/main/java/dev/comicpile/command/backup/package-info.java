/** Backup and restore of everything that cannot be made anew. */
@NullMarked
package dev.comicpile.command.backup;

import org.jspecify.annotations.NullMarked;
