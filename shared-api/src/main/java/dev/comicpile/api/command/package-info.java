/** What a reader can ask of a pile. */
@NullMarked
package dev.comicpile.api.command;

import org.jspecify.annotations.NullMarked;
