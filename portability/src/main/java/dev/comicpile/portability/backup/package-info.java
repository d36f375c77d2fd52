/** Backup and restore of everything that cannot be made anew. */
@NullMarked
package dev.comicpile.portability.backup;

import org.jspecify.annotations.NullMarked;
