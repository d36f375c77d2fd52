@NullMarked
package dev.comicpile.query.analytics;

import org.jspecify.annotations.NullMarked;
