@NullMarked
package dev.comicpile.system.standalone;

import org.jspecify.annotations.NullMarked;
