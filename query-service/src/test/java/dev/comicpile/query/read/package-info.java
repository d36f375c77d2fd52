/** Tests of how views are read. */
@NullMarked
package dev.comicpile.query.read;

import org.jspecify.annotations.NullMarked;
