/** What all views share: applying events in order and without gaps, and reading at one version. */
@NullMarked
package dev.comicpile.query.view;

import org.jspecify.annotations.NullMarked;
