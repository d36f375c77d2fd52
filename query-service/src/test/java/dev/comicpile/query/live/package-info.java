@NullMarked
package dev.comicpile.query.live;

import org.jspecify.annotations.NullMarked;
