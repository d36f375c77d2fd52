/**
 * The event store as both services use it: how events are written and read, under which names, and
 * how projections follow them.
 */
@NullMarked
package dev.comicpile.eventstore;

import org.jspecify.annotations.NullMarked;
