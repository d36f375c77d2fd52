/** Tests of sessions and the reads of them. */
@NullMarked
package dev.comicpile.query.session;

import org.jspecify.annotations.NullMarked;
