/** The write side: one package for each thing a reader can do. */
@NullMarked
package dev.comicpile.command;

import org.jspecify.annotations.NullMarked;
