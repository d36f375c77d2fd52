package dev.comicpile.eventstore;

import dev.comicpile.api.event.PileEvent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import tools.jackson.databind.JsonNode;

/**
 * Events of piles as JSON outside of the store, by the same contract as inside it: for the audit,
 * and for exports and their import.
 */
public final class EventJson {

  private final EventSerializer serializer = new EventSerializer();
  private final EventReader reader = new EventReader(serializer);

  EventJson() {}

  /**
   * An event as it is stored.
   *
   * @param type its stored name, such as {@code ThreadRated}
   * @param revision the revision of its JSON, such as {@code 1}
   */
  public record StoredEvent(String type, String revision, JsonNode payload) {}

  /** The event in its present revision. */
  public StoredEvent write(PileEvent event) {
    SerializedType type = serializer.typeForClass(event.getClass());
    return new StoredEvent(
        type.getName(),
        Objects.requireNonNull(type.getRevision()),
        serializer.getObjectMapper().valueToTree(event));
  }

  /**
   * The event that was written so, by this program or an older one.
   *
   * @throws UnknownEvent if a newer program has written it
   * @throws SerializationException if it is no event of a pile, or does not hold what that needs
   */
  public PileEvent read(StoredEvent stored) {
    return reader.event(
        stored.type(),
        stored.revision(),
        stored.payload().toString().getBytes(StandardCharsets.UTF_8));
  }
}
