/** How views are read: one snapshot at one version, and not before the view has reached it. */
@NullMarked
package dev.comicpile.query.read;

import org.jspecify.annotations.NullMarked;
