/** What the one-process program takes for a large pile and for many readers, measured over HTTP. */
@NullMarked
package dev.comicpile.benchmark;

import org.jspecify.annotations.NullMarked;
