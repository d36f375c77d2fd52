/** What a client of the API is shown. */
@NullMarked
package dev.comicpile.api.view;

import org.jspecify.annotations.NullMarked;
