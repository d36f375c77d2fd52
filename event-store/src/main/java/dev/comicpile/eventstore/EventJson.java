package dev.comicpile.eventstore;

import dev.comicpile.api.event.PileEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import tools.jackson.databind.JsonNode;

/**
 * Events of piles as JSON outside of the store, by the same contract as inside it: for the audit,
 * and for exports and their import.
 */
public final class EventJson {

  private static final byte[] NO_METADATA = "{}".getBytes(StandardCharsets.UTF_8);

  private final EventSerializer serializer = new EventSerializer();

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
   * @throws SerializationException if the payload does not hold what the event needs
   */
  public PileEvent read(StoredEvent stored) {
    return switch (serializer.deserialize(inPresentRevision(stored))) {
      case PileEvent pileEvent -> pileEvent;
      case UnknownSerializedType unknown -> throw PileStreams.unknown(unknown);
      case null, default ->
          throw new SerializationException(stored.type() + " is no event of a pile");
    };
  }

  private SerializedObject<?> inPresentRevision(StoredEvent stored) {
    EventData<byte[]> asInTheStore =
        new GenericDomainEventEntry<>(
            null,
            "",
            0,
            "",
            Instant.EPOCH,
            stored.type(),
            stored.revision(),
            stored.payload().toString().getBytes(StandardCharsets.UTF_8),
            NO_METADATA);
    return EventUpcasters.CHAIN
        .upcast(Stream.of(new InitialEventRepresentation(asInTheStore, serializer)))
        .findFirst()
        .orElseThrow()
        .getData();
  }
}
