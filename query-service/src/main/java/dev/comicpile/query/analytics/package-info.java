/** The analytics view: what stands of all that happened, in numbers, and the read of it. */
@NullMarked
package dev.comicpile.query.analytics;

import org.jspecify.annotations.NullMarked;
