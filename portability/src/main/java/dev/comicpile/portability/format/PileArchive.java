package dev.comicpile.portability.format;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventJson;
import dev.comicpile.eventstore.UnknownEvent;
import java.io.Writer;
import java.time.Instant;
import java.util.function.Consumer;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON in which whole piles leave one system and come into another: {@code {"format":
 * "comic-pile", "version": 1, "exported_at", "readers": [{"username", "registered_at", "events":
 * [...]}]}}, the events of a reader in the order of their versions.
 */
public final class PileArchive {

  /** What the archive calls itself. */
  public static final String FORMAT = "comic-pile";

  /** The version of the archive; events have revisions of their own. */
  public static final int VERSION = 1;

  /**
   * Of a reader whose stream could not be read to its end: the first version that is missing, as it
   * is counted in the store that was exported.
   */
  public static final String UNREADABLE_FROM = "unreadable_from";

  /** In characters; no text of a pile has nearly as many. */
  private static final int LONGEST_STRING = 10_000_000;

  /** In characters; all names of a file may be in memory. */
  private static final int LONGEST_NAME = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(LONGEST_STRING)
                          .maxNameLength(LONGEST_NAME)
                          .build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          // An archive is read piece by piece, and its decimals must stay what they are.
          .disable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // A second list of readers or events would be checked and taken apart from the first.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final EventJson events;

  PileArchive(EventJson events) {
    this.events = events;
  }

  /**
   * An event of an archive.
   *
   * @param version counted from 1
   * @param action the word of the action it belongs to
   * @param actionVersion the version of that action's last event
   * @param at when it happened, for people; the payload says so too
   */
  public record ArchivedEvent(
      long version,
      String type,
      String revision,
      String action,
      long actionVersion,
      @Nullable Instant at,
      ObjectNode payload) {}

  /** Writes and reads the pieces of an archive. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Writes an archive around its readers. Where these fail, the text ends in the middle, so that
   * nobody takes it for a whole one.
   */
  public static void write(Writer out, Instant exportedAt, Consumer<JsonGenerator> readers) {
    // Not closed, which would complete what is not complete.
    JsonGenerator generator = MAPPER.createGenerator(out);
    generator.writeStartObject();
    generator.writeStringProperty("format", FORMAT);
    generator.writeNumberProperty("version", VERSION);
    generator.writeStringProperty("exported_at", exportedAt.toString());
    generator.writeArrayPropertyStart("readers");
    readers.accept(generator);
    generator.writeEndArray();
    generator.writeEndObject();
    generator.flush();
  }

  /** The event as an archive holds it. */
  public ArchivedEvent write(RecordedEvent recorded) {
    EventJson.StoredEvent stored = events.write(recorded.event());
    return new ArchivedEvent(
        recorded.version(),
        stored.type(),
        stored.revision(),
        recorded.action().toString(),
        recorded.actionVersion(),
        recorded.event().at(),
        (ObjectNode) stored.payload());
  }

  /**
   * The event that an archive holds.
   *
   * @throws UnknownEvent if a newer program has written it
   * @throws SerializationException if it is no event of a pile
   * @throws IllegalArgumentException if it lacks something
   */
  public RecordedEvent read(ArchivedEvent archived) {
    CompleteRecords.require(archived);
    PileEvent event =
        events.read(
            new EventJson.StoredEvent(archived.type(), archived.revision(), archived.payload()));
    CompleteRecords.require((Record) event);
    return new RecordedEvent(
        archived.version(), event, ActionType.of(archived.action()), archived.actionVersion());
  }
}
