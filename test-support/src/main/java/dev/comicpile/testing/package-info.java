/** What the tests of several modules need. */
@NullMarked
package dev.comicpile.testing;

import org.jspecify.annotations.NullMarked;
