@NullMarked
package dev.comicpile.standalone.launch;

import org.jspecify.annotations.NullMarked;
