/**
 * Writes the document that describes the API: what the controllers and records say, and beside it
 * what is true of many operations or fields and so stands in one place.
 */
@NullMarked
package dev.comicpile.standalone.openapi;

import org.jspecify.annotations.NullMarked;
