/** The figures, and how they are shown. */
@NullMarked
package dev.comicpile.benchmark.report;

import org.jspecify.annotations.NullMarked;
