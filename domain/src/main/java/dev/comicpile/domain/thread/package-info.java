/** Rules for adding, editing, deleting, importing and reactivating threads. */
@NullMarked
package dev.comicpile.domain.thread;

import org.jspecify.annotations.NullMarked;
