package dev.comicpile.portability.export;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.format.PileArchive.ArchivedEvent;
import dev.comicpile.portability.testdata.TestDataSurvey;
import dev.comicpile.portability.testdata.WithoutTestData;
import dev.comicpile.web.Outage;
import dev.comicpile.web.StreamedBody;
import dev.comicpile.web.TryLaterException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every reader with their whole stream, event by event as the store gives them, so that a
 * long stream takes no more memory than a short one. Each is read twice: first to find the test
 * data, which is left out, see {@link WithoutTestData}. Of a stream with an event that cannot be
 * read, the actions before it are written, and the reader is marked.
 */
@RestController
class JsonExport {

  private static final Logger log = LoggerFactory.getLogger(JsonExport.class);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final PileStreams streams;
  private final PileArchive archive;
  private final Clock clock;
  private final JsonMapper json = PileArchive.mapper();

  JsonExport(JdbcClient jdbc, PileStreams streams, PileArchive archive, Clock clock) {
    this.jdbc = jdbc;
    this.streams = streams;
    this.archive = archive;
    this.clock = clock;
  }

  /** Somebody who has registered, without secrets. */
  record RegisteredReader(long id, String username, Instant createdAt) {}

  /**
   * Every reader with all their events, test data left out.
   *
   * <p>What importSystem takes. A reader whose events could be read only in part has
   * unreadable_from, the first version that is missing. Written as it is read: where the store is
   * away, it ends in the middle of the JSON.
   */
  @GetMapping("/api/admin/export/json")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
  ResponseEntity<StreamedBody> exportSystem() {
    return Exports.file(MediaType.APPLICATION_JSON, "comic-pile.json", this::write);
  }

  /** Where it fails, the text ends in the middle. */
  private void write(Writer out) {
    PileArchive.write(out, clock.instant(), this::writeReaders);
  }

  private void writeReaders(JsonGenerator generator) {
    Optional<RegisteredReader> reader = after(0);
    while (reader.isPresent()) {
      write(reader.get(), generator);
      reader = after(reader.get().id());
    }
  }

  /**
   * The next reader after that id, asked for only now, so that nobody is who has left meanwhile.
   */
  private Optional<RegisteredReader> after(long id) {
    return jdbc.sql(
            "select id, username, created_at from accounts.account where id > ? order by id limit 1")
        .param(id)
        .query(new SimplePropertyRowMapper<>(RegisteredReader.class))
        .optional();
  }

  /** A part of a pile is none. */
  private static TryLaterException readerHasLeft(RuntimeException failure) {
    TryLaterException left =
        new TryLaterException(
            "A reader has left while their pile was exported. Please try again.", RETRY_AFTER);
    left.addSuppressed(failure);
    return left;
  }

  private boolean isRegistered(ReaderId readerId) {
    return jdbc.sql("select count(*) from accounts.account where id = ?")
            .param(readerId.number())
            .query(Long.class)
            .single()
        > 0;
  }

  /** Nothing, where they have left while their stream was read for the first time. */
  private void write(RegisteredReader reader, JsonGenerator generator) {
    ReaderId readerId = new ReaderId(reader.id());
    Reading reading = new Reading(readerId);
    if (!isRegistered(readerId)) {
      return;
    }
    generator.writeStartObject();
    generator.writeStringProperty("username", reader.username());
    generator.writeStringProperty("registered_at", reader.createdAt().toString());
    generator.writeArrayPropertyStart("events");
    reading.forEach(event -> json.writeValue(generator, event));
    generator.writeEndArray();
    if (reading.unreadable > 0) {
      generator.writeNumberProperty(PileArchive.UNREADABLE_FROM, reading.unreadable);
    }
    generator.writeEndObject();
  }

  /** One reader's stream as far as it can be read. */
  private final class Reading {
    private final ReaderId readerId;
    private final TestDataSurvey survey = new TestDataSurvey();

    /** The first version that cannot be read; 0 where there is none. */
    private long unreadable;

    Reading(ReaderId readerId) {
      this.readerId = readerId;
      try (Stream<RecordedEvent> events = streams.read(readerId, 1)) {
        events.forEachOrdered(survey::see);
      } catch (RuntimeException e) {
        if (isRegistered(readerId)) {
          breaksOff(survey.version() + 1, e);
        }
      }
    }

    /**
     * What is recorded while this goes on is left to the next export. Where the reader leaves
     * meanwhile, the export ends.
     */
    void forEach(Consumer<ArchivedEvent> out) {
      WithoutTestData rewriting = survey.foundTestData() ? survey.rewriting() : null;
      try (Stream<RecordedEvent> events = streams.read(readerId, 1, survey.lastWhole())) {
        Iterator<RecordedEvent> each = events.iterator();
        for (long version = 1; version <= survey.lastWhole(); version++) {
          List<ArchivedEvent> left;
          try {
            // fails, too, where there are fewer than before
            RecordedEvent event = each.next();
            left =
                (rewriting == null ? List.of(event) : rewriting.rewrite(event))
                    .stream().map(archive::write).toList();
          } catch (RuntimeException e) {
            if (!isRegistered(readerId)) {
              throw readerHasLeft(e);
            }
            breaksOff(version, e);
            return;
          }
          left.forEach(out);
        }
      }
    }

    /** Nobody else's pile is missing for it; a store that is away ends the export. */
    private void breaksOff(long version, RuntimeException failure) {
      if (Outage.isUnreachable(failure)) {
        throw failure;
      }
      streams.version(readerId);
      log.error("reader {}: version {} cannot be exported", readerId, version, failure);
      unreadable = version;
    }
  }
}
