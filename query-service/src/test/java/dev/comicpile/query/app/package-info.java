@NullMarked
package dev.comicpile.query.app;

import org.jspecify.annotations.NullMarked;
