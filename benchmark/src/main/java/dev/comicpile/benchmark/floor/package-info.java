/** The same work without the program: what its figures are held against. */
@NullMarked
package dev.comicpile.benchmark.floor;

import org.jspecify.annotations.NullMarked;
