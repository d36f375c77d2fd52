/** Readers who play over HTTP, at their own pace or at a constant rate. */
@NullMarked
package dev.comicpile.benchmark.load;

import org.jspecify.annotations.NullMarked;
