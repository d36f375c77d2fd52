package dev.comicpile.portability.export;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.export.RegisteredReaders.RegisteredReader;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.testdata.TestDataSurvey;
import dev.comicpile.portability.testdata.WithoutTestData;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every reader with their whole stream, event by event as the store gives them, so that a
 * long stream takes no more memory than a short one. Each is read twice: first to find the test
 * data, which is left out, see {@link WithoutTestData}.
 */
@Component
class JsonExport {

  private static final int READERS_PER_QUERY = 500;

  private final RegisteredReaders readers;
  private final PileStreams streams;
  private final PileArchive archive;
  private final Clock clock;
  private final JsonMapper json = PileArchive.mapper();

  JsonExport(RegisteredReaders readers, PileStreams streams, PileArchive archive, Clock clock) {
    this.readers = readers;
    this.streams = streams;
    this.archive = archive;
    this.clock = clock;
  }

  /** Where it fails, the text ends in the middle, so that nobody takes it for a whole one. */
  void write(Writer out) {
    // Not closed, which would complete what is not complete.
    JsonGenerator generator = json.createGenerator(out);
    generator.writeStartObject();
    generator.writeStringProperty("format", PileArchive.FORMAT);
    generator.writeNumberProperty("version", PileArchive.VERSION);
    generator.writeStringProperty("exported_at", clock.instant().toString());
    generator.writeArrayPropertyStart("readers");
    List<RegisteredReader> page = readers.after(0, READERS_PER_QUERY);
    while (!page.isEmpty()) {
      page.forEach(reader -> write(reader, generator));
      page = readers.after(page.getLast().id(), READERS_PER_QUERY);
    }
    generator.writeEndArray();
    generator.writeEndObject();
    generator.flush();
  }

  private void write(RegisteredReader reader, JsonGenerator generator) {
    generator.writeStartObject();
    generator.writeStringProperty("username", reader.username());
    generator.writeStringProperty("registered_at", reader.registeredAt().toString());
    generator.writeArrayPropertyStart("events");
    withoutTestData(
        Long.toString(reader.id()), event -> json.writeValue(generator, archive.write(event)));
    generator.writeEndArray();
    generator.writeEndObject();
  }

  /** What is recorded while this goes on is left to the next export. */
  private void withoutTestData(String readerId, Consumer<RecordedEvent> out) {
    TestDataSurvey survey = new TestDataSurvey();
    try (Stream<RecordedEvent> events = streams.read(readerId, 1)) {
      events.forEachOrdered(survey::see);
    }
    Consumer<RecordedEvent> each = out;
    if (survey.foundTestData()) {
      WithoutTestData rewriting = survey.rewriting();
      each = event -> rewriting.rewrite(event).forEach(out);
    }
    try (Stream<RecordedEvent> events = streams.read(readerId, 1).limit(survey.version())) {
      events.forEachOrdered(each);
    }
  }
}
