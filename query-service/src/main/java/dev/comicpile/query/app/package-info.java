/** The web app: its files as they were built, and its pages. */
@NullMarked
package dev.comicpile.query.app;

import org.jspecify.annotations.NullMarked;
