package dev.comicpile.query.history;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventJson;
import dev.comicpile.eventstore.EventJson.StoredEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.web.Reader;
import dev.comicpile.web.StreamedBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader's raw stream. How far it goes and what of it is undone is said by the history view, both
 * at the same version; the events themselves come from the store, where they never change.
 */
@RestController
@RequestMapping("/api/history/events")
class EventReads {

  private static final String NDJSON = "application/x-ndjson";

  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 100;

  private final PileReads reads;
  private final PileStreams streams;
  private final EventJson eventJson;
  private final JsonMapper json;

  EventReads(PileReads reads, PileStreams streams, EventJson eventJson, JsonMapper json) {
    this.reads = reads;
    this.streams = streams;
    this.eventJson = eventJson;
    this.json = json;
  }

  /**
   * The reader's own events, oldest first.
   *
   * <p>A page of them; as application/x-ndjson all of them, one a line, unless a limit is given.
   * The type is the event's stored name, the payload its JSON as it is stored, the action what the
   * reader did.
   */
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "listEvents") // not that of the lines below
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              array = @ArraySchema(schema = @Schema(implementation = EventView.class))))
  ResponseEntity<StreamedBody> listEvents(
      Reader reader,
      @RequestParam(name = "after_version", defaultValue = "0") @Min(0) long afterVersion,
      @RequestParam(defaultValue = "" + DEFAULT_LIMIT) @Min(1) @Max(MOST) int limit) {
    return varying(
        reads.ofPile(
            reader,
            StreamPart.after(afterVersion, limit)
                .map(part -> written(reader, part, "[", ",", "]"))));
  }

  @GetMapping(produces = NDJSON)
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = NDJSON, schema = @Schema(implementation = EventView.class)))
  ResponseEntity<StreamedBody> lines(
      Reader reader,
      @RequestParam(name = "after_version", defaultValue = "0") @Min(0) long afterVersion,
      @RequestParam(required = false) @Min(1) @Max(MOST) @Nullable Integer limit) {
    return varying(
        reads.ofPile(
            reader,
            StreamPart.after(afterVersion, limit == null ? Long.MAX_VALUE : limit)
                .map(part -> written(reader, part, "", "\n", "\n")),
            1));
  }

  /**
   * Written when the view has been read, event by event, of which a page could be more than memory
   * holds: a client that reads slowly, or has gone away, holds no connection to the database.
   */
  private StreamedBody written(
      Reader reader, StreamPart part, String first, String between, String last) {
    return out -> {
      out.write(first);
      boolean any = false;
      try (Stream<RecordedEvent> events = streams.read(reader.id(), part.first(), part.last())) {
        for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
          out.write(any ? between : "");
          out.write(json.writeValueAsString(view(event, part.isUndone(event.version()))));
          any = true;
        }
      }
      out.write(any || !first.isEmpty() ? last : "");
    };
  }

  /** One path, two forms: no cache may take one for the other. */
  private static <T> ResponseEntity<T> varying(ResponseEntity<T> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(answer.getBody());
  }

  private EventView view(RecordedEvent recorded, boolean undone) {
    StoredEvent stored = eventJson.write(recorded.event());
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
      JsonNode payload) {}
}
