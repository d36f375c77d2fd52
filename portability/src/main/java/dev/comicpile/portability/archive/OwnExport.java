package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.UnknownEvent;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Archive.ArchivedReader;
import dev.comicpile.portability.format.Archive.Work;
import dev.comicpile.portability.format.Checks;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.format.PileArchive.ArchivedEvent;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.web.FieldProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

  private final Path file;
  private final PileArchive archive;
  private final Instant now;
  private final ReaderNames names;
  private final List<ArchivedReader> readers = new ArrayList<>();
  private final List<RepairedEvents> repaired = new ArrayList<>();
  private final ArchivedIds ids = new ArchivedIds();
  private final Set<Remark> notes = new LinkedHashSet<>();

  private OwnExport(Path file, PileArchive archive, Instant now, UnaryOperator<String> nameKey) {
    this.file = file;
    this.archive = archive;
    this.now = now;
    this.names = new ReaderNames(now, nameKey, notes);
  }

  /**
   * Checks a file.
   *
   * @param now no time in it may lie after it
   * @param nameKey names of which this is equal are one name
   * @throws dev.comicpile.web.BadInputException naming the first place that cannot be taken
   * @throws StreamReadException if it is no JSON
   */
  static Archive check(Path file, PileArchive archive, Instant now, UnaryOperator<String> nameKey) {
    OwnExport export = new OwnExport(file, archive, now, nameKey);
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
    RepairedEvents repair = null;
    boolean unreadable = false;
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
        case "events" -> {
          repair = new RepairedEvents(String.valueOf(username), now, notes);
          events = checkEvents(place + ".events", parser, repair);
        }
        default -> parser.skipChildren();
      }
    }
    String name = names.name(place + ".username", username);
    if (unreadable) {
      notes.add(Wording.UNREADABLE_END.of("name", name));
    }
    readers.add(
        new ArchivedReader(
            name,
            names.registered(name, Checks.required(place + ".registered_at", registeredAt)),
            Checks.required(place + ".events", events)));
    repaired.add(Checks.required(place + ".events", repair));
  }

  private long checkEvents(String place, JsonParser parser, RepairedEvents repair) {
    Checks.list(place, parser.currentToken());
    ids.nextReader();
    Pile pile = Pile.empty(new ReaderId(0));
    long actionVersion = 0;
    RecordedEvent last = null;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String where = place + "[" + i + "]";
      RecordedEvent recorded = event(where, parser);
      if (recorded.version() != pile.version() + 1) {
        throw Checks.notAllowed(where + ".version", "must be " + (pile.version() + 1));
      }
      boolean goesOn = recorded.version() <= actionVersion;
      if (goesOn
          ? recorded.actionVersion() != actionVersion
              || last == null
              || last.action() != recorded.action()
          : recorded.actionVersion() < recorded.version()) {
        throw Checks.notAllowed(
            where + ".action_version", "does not fit to the action of the events around it");
      }
      actionVersion = recorded.actionVersion();
      last = recorded;
      ids.see(where + ".payload", recorded.event());
      if (recorded.event() instanceof Reversal reversal
          && !concernsThePast(reversal, recorded.version())) {
        throw Checks.notAllowed(where + ".payload", "must name versions before its own");
      }
      Contents before = pile.contents();
      try {
        pile = pile.evolve(repair.repair(recorded, pile.contents()));
      } catch (RuntimeException impossible) {
        throw Checks.notAllowed(where, "cannot have happened after the events before it");
      }
      PileLimits.require(before, pile.contents());
    }
    if (actionVersion != pile.version()) {
      throw Checks.notAllowed(place, "end in the middle of an action");
    }
    return pile.version();
  }

  /** Whether it is about earlier versions alone, and about some where it cannot do without. */
  private static boolean concernsThePast(Reversal reversal, long version) {
    boolean namesSome =
        switch (reversal) {
          case ActionsUndone e -> !e.takenBack().isEmpty();
          case ActionsRedone e -> !e.broughtBack().isEmpty();
          case PileRestored e -> true;
        };
    return namesSome
        && Stream.of(reversal.takenBack(), reversal.broughtBack())
            .flatMap(List::stream)
            .allMatch(range -> range.last() < version);
  }

  private void forEach(Work work) {
    Iterator<RepairedEvents> repair = repaired.iterator();
    try (JsonParser parser = JSON.createParser(file)) {
      parser.nextToken();
      toValueOf("readers", parser);
      for (ArchivedReader reader : readers) {
        parser.nextToken();
        toValueOf("events", parser);
        RepairedEvents entered = repair.next();
        Iterator<ArchivedEvent> events = events(parser);
        work.take(
            reader,
            StreamSupport.stream(
                    Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED), false)
                .map(event -> entered.repaired(archive.read(event))));
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
    } catch (DatabindException | IllegalArgumentException bad) {
      throw Checks.bad(place, "is no event as this system exports it", FieldProblem.MALFORMED);
    }
  }
}
