/** What happens to a reader's pile, told while it happens. */
@NullMarked
package dev.comicpile.query.live;

import org.jspecify.annotations.NullMarked;
