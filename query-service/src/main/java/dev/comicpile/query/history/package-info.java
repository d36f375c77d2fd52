/** The history view: everything that happened, and its reads. */
@NullMarked
package dev.comicpile.query.history;

import org.jspecify.annotations.NullMarked;
