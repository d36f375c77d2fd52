/** The query-service: views built from the events, and the reads answered from them. */
@NullMarked
package dev.comicpile.query;

import org.jspecify.annotations.NullMarked;
