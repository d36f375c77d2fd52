@NullMarked
package dev.comicpile.distributed;

import org.jspecify.annotations.NullMarked;
