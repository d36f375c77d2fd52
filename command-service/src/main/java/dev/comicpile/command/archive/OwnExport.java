package dev.comicpile.command.archive;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileArchive;
import dev.comicpile.eventstore.PileArchive.ArchivedEvent;
import dev.comicpile.eventstore.UnknownEvent;
import dev.comicpile.web.FieldProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
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
final class OwnExport implements Archive {

  private static final JsonMapper JSON = PileArchive.mapper();

  private final Path file;
  private final PileArchive archive;
  private final Checks checks;
  private final List<ArchivedReader> readers = new ArrayList<>();
  private final Set<Long> threadIds = new HashSet<>();
  private final Set<Long> sessionIds = new HashSet<>();
  private long highestThreadId;
  private long highestSessionId;

  private OwnExport(Path file, PileArchive archive, Checks checks) {
    this.file = file;
    this.archive = archive;
    this.checks = checks;
  }

  /**
   * Checks a file.
   *
   * @throws dev.comicpile.web.BadInputException naming the first place that cannot be taken
   * @throws StreamReadException if it is no JSON
   */
  static OwnExport check(Path file, PileArchive archive, Checks checks) {
    OwnExport export = new OwnExport(file, archive, checks);
    export.check();
    return export;
  }

  @Override
  public long highestThreadId() {
    return highestThreadId;
  }

  @Override
  public long highestSessionId() {
    return highestSessionId;
  }

  @Override
  public List<String> notCarriedOver() {
    return List.of();
  }

  private void check() {
    try (JsonParser parser = JSON.createParser(file)) {
      object("body", parser.nextToken());
      String format = null;
      Integer version = null;
      boolean found = false;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "format" -> format = string("body.format", parser);
          case "version" ->
              version = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
          case "readers" -> {
            found = true;
            list("body.readers", value);
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
              checkReader("body.readers[" + i + "]", parser);
            }
          }
          default -> parser.skipChildren();
        }
      }
      if (!PileArchive.FORMAT.equals(Checks.required("body.format", format))) {
        throw Checks.bad("body.format", "must be " + PileArchive.FORMAT, FieldProblem.NOT_ALLOWED);
      }
      if (Checks.required("body.version", version) != PileArchive.VERSION) {
        throw Checks.bad(
            "body.version", "must be " + PileArchive.VERSION, FieldProblem.NOT_ALLOWED);
      }
      if (!found) {
        throw Checks.missing("body.readers");
      }
      end(parser);
    }
  }

  private void checkReader(String place, JsonParser parser) {
    object(place, parser.currentToken());
    String username = null;
    Instant registeredAt = null;
    Long events = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "username" -> username = string(place + ".username", parser);
        case "registered_at" ->
            registeredAt =
                Checks.time(place + ".registered_at", string(place + ".registered_at", parser));
        case "events" -> events = checkEvents(place + ".events", parser);
        default -> parser.skipChildren();
      }
    }
    readers.add(
        new ArchivedReader(
            checks.username(place + ".username", username),
            Checks.required(place + ".registered_at", registeredAt),
            Checks.required(place + ".events", events)));
  }

  private long checkEvents(String place, JsonParser parser) {
    list(place, parser.currentToken());
    Ids own = new Ids();
    Pile pile = Pile.empty("0");
    long actionVersion = 0;
    RecordedEvent last = null;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String where = place + "[" + i + "]";
      RecordedEvent recorded = event(where, parser);
      if (recorded.version() != pile.version() + 1) {
        throw Checks.bad(
            where + ".version", "must be " + (pile.version() + 1), FieldProblem.NOT_ALLOWED);
      }
      boolean goesOn = recorded.version() <= actionVersion;
      if (goesOn
          ? recorded.actionVersion() != actionVersion
              || last == null
              || last.action() != recorded.action()
          : recorded.actionVersion() < recorded.version()) {
        throw Checks.bad(
            where + ".action_version",
            "does not fit to the action of the events around it",
            FieldProblem.NOT_ALLOWED);
      }
      actionVersion = recorded.actionVersion();
      last = recorded;
      own.see(where + ".payload", recorded.event());
      Contents before = pile.contents();
      try {
        pile = pile.evolve(recorded);
      } catch (RuntimeException impossible) {
        throw Checks.bad(
            where, "cannot have happened after the events before it", FieldProblem.NOT_ALLOWED);
      }
      PileLimits.require(before, pile.contents());
    }
    if (actionVersion != pile.version()) {
      throw Checks.bad(place, "end in the middle of an action", FieldProblem.NOT_ALLOWED);
    }
    return pile.version();
  }

  /** The ids of one reader, who may not use those of another one. */
  private final class Ids {
    private final Set<Long> threads = new HashSet<>();
    private final Set<Long> sessions = new HashSet<>();

    void see(String place, PileEvent event) {
      switch (event) {
        case ThreadAdded e -> newThread(place, e.thread());
        case ThreadsImported e -> e.threads().forEach(thread -> newThread(place, thread));
        case ThreadEdited e -> knownThread(place, e.thread());
        case SessionStarted e -> newSession(place, e.sessionId());
        case ThreadRated e -> remaining(place, e.issuesRemaining(), e.orderKey() != null);
        case UndoEvent e -> {
          Difference difference = e.difference();
          difference.threads().forEach(thread -> knownThread(place, thread));
          for (SessionFacts session : difference.sessions()) {
            if (!sessions.contains(session.id())) {
              throw unknown(place, "session", session.id());
            }
          }
        }
        default -> {}
      }
    }

    private void newThread(String place, ThreadFacts thread) {
      Checks.id(place, thread.id());
      if (!threadIds.add(thread.id())) {
        throw taken(place, "thread", thread.id());
      }
      threads.add(thread.id());
      highestThreadId = Math.max(highestThreadId, thread.id());
      facts(place, thread);
    }

    private void knownThread(String place, ThreadFacts thread) {
      if (!threads.contains(thread.id())) {
        throw unknown(place, "thread", thread.id());
      }
      facts(place, thread);
    }

    private void newSession(String place, long id) {
      Checks.id(place, id);
      if (!sessionIds.add(id)) {
        throw taken(place, "session", id);
      }
      sessions.add(id);
      highestSessionId = Math.max(highestSessionId, id);
    }

    private void facts(String place, ThreadFacts thread) {
      Checks.text(place, thread.title());
      Checks.text(place, thread.format());
      Checks.text(place, Objects.requireNonNullElse(thread.notes(), ""));
      Checks.text(place, Objects.requireNonNullElse(thread.reviewUrl(), ""));
      remaining(place, thread.issuesRemaining(), thread.orderKey() != null);
    }
  }

  /** What is left to be read stands in the queue, and nothing else does. */
  private static void remaining(String place, int issues, boolean inQueue) {
    if (issues < 0 || inQueue != (issues > 0)) {
      throw Checks.bad(
          place, "must have an order key exactly where issues remain", FieldProblem.NOT_ALLOWED);
    }
  }

  private static RuntimeException taken(String place, String what, long id) {
    return Checks.bad(
        place, "uses the id " + id + " for a second " + what, FieldProblem.NOT_ALLOWED);
  }

  private static RuntimeException unknown(String place, String what, long id) {
    return Checks.bad(
        place,
        "names " + what + " " + id + ", which this reader never had",
        FieldProblem.NOT_ALLOWED);
  }

  @Override
  public void forEach(Work work) {
    try (JsonParser parser = JSON.createParser(file)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isReaders = parser.currentName().equals("readers");
        parser.nextToken();
        if (!isReaders) {
          parser.skipChildren();
          continue;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          takeReader(readers.get(i), parser, work);
        }
      }
    }
  }

  private void takeReader(ArchivedReader reader, JsonParser parser, Work work) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isEvents = parser.currentName().equals("events");
      parser.nextToken();
      if (isEvents) {
        Events events = new Events(parser);
        work.take(reader, events);
        events.passOver();
      } else {
        parser.skipChildren();
      }
    }
  }

  /** The events of one reader, from where the parser is. */
  private final class Events implements Iterator<RecordedEvent> {
    private final JsonParser parser;
    private JsonToken next;

    Events(JsonParser parser) {
      this.parser = parser;
      this.next = parser.nextToken();
    }

    @Override
    public boolean hasNext() {
      return next != JsonToken.END_ARRAY;
    }

    @Override
    public RecordedEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      RecordedEvent event = event("body.readers", parser);
      next = parser.nextToken();
      return event;
    }

    void passOver() {
      while (hasNext()) {
        parser.skipChildren();
        next = parser.nextToken();
      }
    }
  }

  private RecordedEvent event(String place, JsonParser parser) {
    object(place, parser.currentToken());
    try {
      return archive.read(JSON.readValue(parser, ArchivedEvent.class));
    } catch (UnknownEvent newer) {
      throw Checks.bad(
          place,
          "is of a type or revision that this version of the program does not know",
          FieldProblem.NOT_ALLOWED);
    } catch (DatabindException | IllegalArgumentException bad) {
      throw Checks.bad(place, "is no event as this system exports it", FieldProblem.MALFORMED);
    }
  }

  /** Nothing may follow the archive. */
  private static void end(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw Checks.bad("body", "must be one JSON object", FieldProblem.MALFORMED);
    }
  }

  private static String string(String place, JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Checks.bad(place, "must be a string", FieldProblem.WRONG_TYPE);
    }
    return parser.getString();
  }

  private static void object(String place, @Nullable JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      throw Checks.bad(place, "must be an object", FieldProblem.WRONG_TYPE);
    }
  }

  private static void list(String place, @Nullable JsonToken token) {
    if (token != JsonToken.START_ARRAY) {
      throw Checks.bad(place, "must be a list", FieldProblem.WRONG_TYPE);
    }
  }
}
