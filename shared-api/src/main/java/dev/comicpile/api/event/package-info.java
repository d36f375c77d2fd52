/** What has happened to a pile: the published contract of the event store. */
@NullMarked
package dev.comicpile.api.event;

import org.jspecify.annotations.NullMarked;
