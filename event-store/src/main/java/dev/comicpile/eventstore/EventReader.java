package dev.comicpile.eventstore;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

/**
 * Reads events of piles from the form in which they are stored. An event in its present revision,
 * as nearly all are, is read at once, without the messages, maps and lazy copies that Axon makes
 * around each; any other goes through Axon's chain of upcasters.
 */
public final class EventReader {

  private static final byte[] NO_METADATA = "{}".getBytes(StandardCharsets.UTF_8);

  private final EventSerializer serializer;
  private final ObjectMapper json;
  private final Map<String, Present> present = new HashMap<>();

  /** How an event is read that has the present revision. */
  private record Present(String revision, ObjectReader reader) {}

  EventReader(EventSerializer serializer) {
    this.serializer = serializer;
    this.json = serializer.getObjectMapper();
    for (Class<?> event : EventTypes.all()) {
      if (PileEvent.class.isAssignableFrom(event)) {
        SerializedType type = EventTypes.typeOf(event).orElseThrow();
        present.put(type.getName(), new Present(type.getRevision(), json.readerFor(event)));
      }
    }
  }

  /**
   * The event that is stored so.
   *
   * @throws UnknownEvent if a newer program has written it
   * @throws SerializationException if it is no event of a pile, or does not hold what that needs
   */
  public PileEvent event(String type, String revision, byte[] payload) {
    Present known = present.get(type);
    if (known == null || !known.revision().equals(revision)) {
      return upcast(type, revision, payload);
    }
    try {
      return known.reader().readValue(payload);
    } catch (JacksonException e) {
      throw new SerializationException("The payload of a " + type + " cannot be read", e);
    }
  }

  private PileEvent upcast(String type, String revision, byte[] payload) {
    EventData<byte[]> stored =
        new GenericDomainEventEntry<>(
            null, "", 0, "", Instant.EPOCH, type, revision, payload, NO_METADATA);
    return switch (upcast(stored)) {
      case PileEvent pileEvent -> pileEvent;
      case UnknownSerializedType unknown -> throw PileStreams.unknown(unknown);
      case null, default -> throw new SerializationException(type + " is no event of a pile");
    };
  }

  private @Nullable Object upcast(EventData<byte[]> stored) {
    try {
      return EventUpcasters.CHAIN
          .upcast(Stream.of(new InitialEventRepresentation(stored, serializer)))
          .findFirst()
          .map(inPresentRevision -> serializer.deserialize(inPresentRevision.getData()))
          .orElse(null);
    } catch (SerializationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SerializationException(
          "The payload of a " + stored.getPayload().getType().getName() + " cannot be read", e);
    }
  }

  /**
   * An event in its place, by the metadata it is stored with.
   *
   * @throws SerializationException if the metadata cannot be read or does not name its action
   */
  RecordedEvent recorded(long version, PileEvent event, byte[] metadata) {
    String action = null;
    Long actionVersion = null;
    try (JsonParser parser = json.createParser(metadata)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(EventMetadata.ACTION) && value == JsonToken.VALUE_STRING) {
          action = parser.getString();
        } else if (name.equals(EventMetadata.ACTION_VERSION) && value.isNumeric()) {
          actionVersion = parser.getLongValue();
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new SerializationException("The metadata of version " + version + " cannot be read", e);
    }
    return recorded(version, event, action, actionVersion);
  }

  /**
   * An event in its place.
   *
   * @throws SerializationException if its action is not named
   */
  public static RecordedEvent recorded(
      long version, PileEvent event, @Nullable String action, @Nullable Long actionVersion) {
    if (action == null || actionVersion == null) {
      throw new SerializationException("version " + version + " names no action");
    }
    try {
      return new RecordedEvent(version, event, ActionType.of(action), actionVersion);
    } catch (IllegalArgumentException e) {
      throw new SerializationException("version " + version + " names an unknown action", e);
    }
  }
}
