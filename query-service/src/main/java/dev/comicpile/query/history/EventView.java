package dev.comicpile.query.history;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventJson.StoredEvent;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An event of a reader's stream, as it is: all that was decided.
 *
 * @param type its stored name, such as {@code DieRolled}
 * @param revision the revision of its payload
 * @param action a word of {@link dev.comicpile.api.ActionType}: what the reader did
 * @param actionVersion the version of the last event of that action
 */
record EventView(
    long version,
    String type,
    String revision,
    Instant at,
    String action,
    long actionVersion,
    boolean undone,
    JsonNode payload) {

  static EventView of(RecordedEvent recorded, StoredEvent stored, boolean undone) {
    return new EventView(
        recorded.version(),
        stored.type(),
        stored.revision(),
        recorded.event().at(),
        recorded.action().toString(),
        recorded.actionVersion(),
        undone,
        stored.payload());
  }
}
