@NullMarked
package dev.comicpile.standalone;

import org.jspecify.annotations.NullMarked;
