@NullMarked
package dev.comicpile.system.http;

import org.jspecify.annotations.NullMarked;
