/** A reader for trying things out, with a pile of sample comics. */
@NullMarked
package dev.comicpile.command.demo;

import org.jspecify.annotations.NullMarked;
