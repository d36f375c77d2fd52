/** Threads that were only made to try something: how they are deleted, and left out of exports. */
@NullMarked
package dev.comicpile.portability.testdata;

import org.jspecify.annotations.NullMarked;
