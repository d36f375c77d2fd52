/** Threads and reviews from CSV files. */
@NullMarked
package dev.comicpile.portability.spreadsheet;

import org.jspecify.annotations.NullMarked;
