/** How piles are written outside of the store: as JSON, and as cells of a spreadsheet. */
@NullMarked
package dev.comicpile.portability.format;

import org.jspecify.annotations.NullMarked;
