/**
 * What the program costs, beside what the same work costs without it. The figures of {@code
 * docs/performance.md} are read from here.
 */
@NullMarked
package dev.comicpile.benchmark;

import org.jspecify.annotations.NullMarked;
