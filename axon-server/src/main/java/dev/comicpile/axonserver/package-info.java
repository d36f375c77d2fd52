/**
 * Events on an Axon Server instead of in the database: the other thing behind the event store, and
 * all that knows of such a server.
 */
@NullMarked
package dev.comicpile.axonserver;

import org.jspecify.annotations.NullMarked;
