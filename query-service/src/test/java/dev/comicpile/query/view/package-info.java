@NullMarked
package dev.comicpile.query.view;

import org.jspecify.annotations.NullMarked;
