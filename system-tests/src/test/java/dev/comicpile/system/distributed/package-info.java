@NullMarked
package dev.comicpile.system.distributed;

import org.jspecify.annotations.NullMarked;
