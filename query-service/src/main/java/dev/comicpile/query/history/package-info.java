/** The history view: everything that happened, and the reads of it. */
@NullMarked
package dev.comicpile.query.history;

import org.jspecify.annotations.NullMarked;
