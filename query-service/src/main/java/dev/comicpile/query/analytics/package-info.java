/** The analytics view: what stands of all that happened, in numbers, and its reads. */
@NullMarked
package dev.comicpile.query.analytics;

import org.jspecify.annotations.NullMarked;
