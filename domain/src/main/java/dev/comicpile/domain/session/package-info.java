/** Rules for starting and ending a session. */
@NullMarked
package dev.comicpile.domain.session;

import org.jspecify.annotations.NullMarked;
