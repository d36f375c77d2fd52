package dev.comicpile.portability.archive;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.UnknownEvent;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Archive.ArchivedReader;
import dev.comicpile.portability.format.Archive.Work;
import dev.comicpile.portability.format.Checks;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.format.PileArchive.ArchivedEvent;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/**
 * This system's own export. It is read event by event, once to check all of it and once to take it:
 * every stream must be one that the rules of folding accept, and no two readers may have a thread
 * or a session in common.
 */
final class OwnExport {

  private static final JsonMapper JSON = PileArchive.mapper();

  /** All that is said of a file is held until it is told. */
  private static final int MOST_REMARKS = 20_000;

  private final Path file;
  private final PileArchive archive;
  private final Instant now;
  private final UnaryOperator<String> nameKey;
  private final int mostReaders;
  private final Set<String> names = new HashSet<>();
  private final List<ArchivedReader> readers = new ArrayList<>();
  private final Set<ArchivedReader> repaired = new HashSet<>();
  private final ArchivedIds ids = new ArchivedIds();
  private final Set<Remark> notes = new LinkedHashSet<>();

  private OwnExport(
      Path file, PileArchive archive, Instant now, UnaryOperator<String> nameKey, int mostReaders) {
    this.file = file;
    this.archive = archive;
    this.now = now;
    this.nameKey = nameKey;
    this.mostReaders = mostReaders;
  }

  /**
   * Checks a file.
   *
   * @param now no time in it may lie after it
   * @param nameKey names of which this is equal are one name
   * @param mostReaders 1, or as many as there are
   * @throws dev.comicpile.web.BadInputException naming the first place that cannot be taken
   * @throws StreamReadException if it is no JSON
   */
  static Archive check(
      Path file, PileArchive archive, Instant now, UnaryOperator<String> nameKey, int mostReaders) {
    OwnExport export = new OwnExport(file, archive, now, nameKey, mostReaders);
    export.check();
    return new Archive(
        export.readers,
        export.ids.highestThread(),
        export.ids.highestSession(),
        List.copyOf(export.notes),
        export::forEach);
  }

  private void check() {
    try (JsonParser parser = JSON.createParser(file)) {
      Checks.object("body", parser.nextToken());
      String format = null;
      Integer version = null;
      boolean found = false;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "format" -> format = Checks.string("body.format", parser);
          case "version" ->
              version = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
          case "readers" -> {
            found = true;
            Checks.list("body.readers", value);
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
              // each is held in memory, however little of them there is
              if (i == mostReaders) {
                throw Archives.notOneReader();
              }
              checkReader("body.readers[" + i + "]", parser);
            }
          }
          default -> parser.skipChildren();
        }
      }
      if (!PileArchive.FORMAT.equals(Checks.required("body.format", format))) {
        throw Checks.notAllowed("body.format", "must be " + PileArchive.FORMAT);
      }
      if (Checks.required("body.version", version) != PileArchive.VERSION) {
        throw Checks.notAllowed("body.version", "must be " + PileArchive.VERSION)
            .coded("archive_newer");
      }
      if (!found) {
        throw Checks.missing("body.readers");
      }
      Checks.end(parser);
    }
  }

  private void checkReader(String place, JsonParser parser) {
    Checks.object(place, parser.currentToken());
    String username = null;
    Instant registeredAt = null;
    Long events = null;
    boolean unreadable = false;
    Set<Remark> own = new LinkedHashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "username" -> username = Checks.string(place + ".username", parser);
        case "registered_at" ->
            registeredAt =
                Checks.time(
                    place + ".registered_at", Checks.string(place + ".registered_at", parser));
        case PileArchive.UNREADABLE_FROM ->
            unreadable = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        case "events" -> events = checkEvents(place + ".events", username, parser, own);
        default -> parser.skipChildren();
      }
    }
    String name = name(place + ".username", username);
    own.forEach(note -> notes.add(note.of(name)));
    if (unreadable) {
      notes.add(Wording.UNREADABLE_END.of("name", name));
    }
    requireFewRemarks(place, 0);
    Instant registered = registered(name, Checks.required(place + ".registered_at", registeredAt));
    ArchivedReader reader =
        new ArchivedReader(name, registered, Checks.required(place + ".events", events));
    readers.add(reader);
    if (!own.isEmpty()) {
      repaired.add(reader);
    }
  }

  private void requireFewRemarks(String place, int ofThisReader) {
    if (notes.size() + ofThisReader > MOST_REMARKS) {
      throw Checks.notAllowed(
          place, "is one of more than " + MOST_REMARKS + " things that had to be set right");
    }
  }

  /** A name that no other reader of the file has, in whatever way they are written. */
  private String name(String place, @Nullable String username) {
    String given = Checks.required(place, username);
    Reading<String> reading = Columns.USERNAME.read(given, now);
    String name = reading.value();
    if (name == null) {
      throw Checks.bad(place, "must not be blank", FieldProblem.TOO_SHORT);
    }
    if (reading.problem() != null) {
      notes.add(
          Wording.USERNAME_REPAIRED
              .of("value", Column.shown(given), "problem", reading.problem())
              .with("entered", Column.shown(name)));
    }
    if (!names.add(nameKey.apply(name))) {
      throw Checks.notAllowed(place, "is the name of two readers");
    }
    return name;
  }

  private Instant registered(String name, Instant said) {
    if (Columns.isPossible(said, now)) {
      return said;
    }
    notes.add(Wording.REGISTERED_NOW.of("name", name, "at", said));
    return now;
  }

  private long checkEvents(
      String place, @Nullable String username, JsonParser parser, Set<Remark> own) {
    Checks.list(place, parser.currentToken());
    ids.nextReader();
    CheckedStream stream =
        new CheckedStream(ids, new RepairedEvents(now, own::add), Archives.HISTORY_BYTES);
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String where = place + "[" + i + "]";
      RecordedEvent recorded = null;
      try {
        recorded = event(where, parser);
        stream.add(where, recorded);
      } catch (BadInputException refused) {
        throw Checks.about(subject(username, stream.version() + 1, recorded), where, refused);
      }
      requireFewRemarks(where, own.size());
    }
    if (!stream.endsAction()) {
      throw Checks.notAllowed(place, "end in the middle of an action");
    }
    return stream.version();
  }

  /** Of which reader it is, is said where there can be several, and as soon as it is known. */
  private String subject(
      @Nullable String username, long version, @Nullable RecordedEvent recorded) {
    Remark event =
        recorded == null
            ? Wording.EVENT.of("id", version)
            : Wording.EVENT_OF.of("id", version, "name", recorded.event().type());
    return username == null || mostReaders == 1
        ? event.text()
        : event.of(Column.shown(username)).text();
  }

  private void forEach(Work work) {
    try (JsonParser parser = JSON.createParser(file)) {
      parser.nextToken();
      toValueOf("readers", parser);
      for (ArchivedReader reader : readers) {
        parser.nextToken();
        toValueOf("events", parser);
        Iterator<ArchivedEvent> events = events(parser);
        Stream<RecordedEvent> stream =
            StreamSupport.stream(
                    Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED), false)
                .map(archive::read);
        // They are set right again, in their order, rather than all remembered.
        RepairedEvents entered = new RepairedEvents(now, remark -> {});
        work.take(reader, repaired.contains(reader) ? stream.map(entered::next) : stream);
        events.forEachRemaining(event -> {});
        while (parser.nextName() != null) {
          parser.nextToken();
          parser.skipChildren();
        }
      }
    }
  }

  /** Goes on to what an object holds under a name, which it has: it has been checked. */
  private static void toValueOf(String name, JsonParser parser) {
    while (!name.equals(parser.nextName())) {
      parser.nextToken();
      parser.skipChildren();
    }
    parser.nextToken();
  }

  /** The events of one reader, from where the parser is. */
  private static Iterator<ArchivedEvent> events(JsonParser parser) {
    // Jackson's iterator ends with the list, of which it must not see the start.
    parser.clearCurrentToken();
    return JSON.readerFor(ArchivedEvent.class).readValues(parser);
  }

  private RecordedEvent event(String place, JsonParser parser) {
    Checks.object(place, parser.currentToken());
    try {
      return archive.read(JSON.readValue(parser, ArchivedEvent.class));
    } catch (UnknownEvent newer) {
      throw Checks.notAllowed(
              place, "is of a type or revision that this version of the program does not know")
          .coded("archive_newer");
    } catch (DatabindException | SerializationException | IllegalArgumentException bad) {
      throw Checks.bad(place, "is no event as this system exports it", FieldProblem.MALFORMED);
    }
  }
}
