/** The program as people run it, and what the operating system and its JVM tell of it. */
@NullMarked
package dev.comicpile.benchmark.program;

import org.jspecify.annotations.NullMarked;
