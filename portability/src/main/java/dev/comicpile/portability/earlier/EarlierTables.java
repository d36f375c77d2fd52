package dev.comicpile.portability.earlier;

import dev.comicpile.api.Die;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Thread;
import dev.comicpile.portability.format.Checks;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.web.PlainText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of the earlier Comic Pile. Their rows are facts: what this system could not hold is
 * entered as {@link Columns} say, and named; only a file without the tables is refused.
 */
final class EarlierTables {

  private static final JsonMapper JSON = PileArchive.mapper();

  /** A user, whose name no other one has, in whatever way they are written. */
  record User(String username, Instant registeredAt) {}

  /** A session of which the row may not say when it started, nor whose it is. */
  record SessionRow(
      long id,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Die startDie,
      @Nullable Long userId) {}

  private final Instant now;
  private final UnaryOperator<String> nameKey;
  private final List<Remark> notes;
  private final Set<String> names = new HashSet<>();
  final Map<Long, User> users = new LinkedHashMap<>();
  final Map<Long, Thread> threads = new LinkedHashMap<>();
  final Map<Long, SessionRow> sessions = new LinkedHashMap<>();
  final List<Event> events = new ArrayList<>();

  /** The last time known, of a session or, under 0, of any event. */
  private final Map<Long, Instant> lastTimes = new HashMap<>();

  /** When the first event of a session was, as far as any names it. */
  final Map<Long, Instant> firstEvents = new HashMap<>();

  /**
   * Tables to be read.
   *
   * @param nameKey names of which this is equal are one name
   * @param notes gets a sentence for everything that is not entered as it is
   */
  EarlierTables(Instant now, UnaryOperator<String> nameKey, List<Remark> notes) {
    this.now = now;
    this.nameKey = nameKey;
    this.notes = notes;
  }

  /**
   * Reads a file.
   *
   * @return how many rows it has
   * @throws dev.comicpile.web.BadInputException if it lacks one of the tables
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  long read(Path file) {
    Set<String> found = new HashSet<>();
    long rows = 0;
    try (JsonParser parser = JSON.createParser(file)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String table = parser.currentName();
        JsonToken value = parser.nextToken();
        found.add(table);
        if (!EarlierReaders.TABLES.contains(table) || value == JsonToken.VALUE_NULL) {
          parser.skipChildren();
          continue;
        }
        Checks.list("body." + table, value);
        for (int number = 1; parser.nextToken() != JsonToken.END_ARRAY; number++) {
          read(table, parser, number);
          rows++;
        }
      }
      Checks.end(parser);
    }
    for (String table : EarlierReaders.TABLES) {
      if (!found.contains(table)) {
        throw Checks.missing("body." + table);
      }
    }
    return rows;
  }

  private void read(String table, JsonParser parser, int number) {
    EarlierRow row =
        new EarlierRow(
            JSON.readTree(parser), now, Wording.ROW.of("id", number, "name", table), notes::add);
    if (!row.isObject()) {
      row.note(Wording.NO_OBJECT.say());
      return;
    }
    Long id = row.get(Columns.ID);
    if (id == null) {
      row.note(Wording.WITHOUT_ID.say());
      return;
    }
    switch (table) {
      case "users" -> readUser(row, id);
      case "threads" -> readThread(row, id);
      case "sessions" -> readSession(row, id);
      default -> readEvent(row, id);
    }
  }

  private void readUser(EarlierRow row, long id) {
    row.callIt(Wording.USER.of("id", id));
    if (isSecond(row, users.containsKey(id))) {
      return;
    }
    String name = or(row.get(Columns.USERNAME), "Reader " + id);
    if (!names.add(nameKey.apply(name))) {
      String own = ownName(name);
      row.note(Wording.NAME_TAKEN.of("taken", name, "entered", own));
      name = own;
    }
    users.put(id, new User(name, or(row.get(Columns.CREATED_AT), now)));
  }

  private String ownName(String name) {
    for (int i = 2; ; i++) {
      String ending = " " + i;
      String own = PlainText.cut(name, 50 - ending.length()) + ending;
      if (names.add(nameKey.apply(own))) {
        return own;
      }
    }
  }

  private void readThread(EarlierRow row, long id) {
    row.callIt(Wording.THREAD.of("id", id));
    if (isSecond(row, threads.containsKey(id))) {
      return;
    }
    String title = or(row.get(Columns.TITLE), "Thread " + id);
    row.callIt(Wording.THREAD_OF.of("id", id, "name", title));
    String format = needed(row, Columns.FORMAT);
    int issues = needed(row, Columns.ISSUES_REMAINING);
    int position = needed(row, Columns.QUEUE_POSITION);
    Instant activity = row.get(Columns.LAST_ACTIVITY_AT);
    Instant review = row.get(Columns.LAST_REVIEW_AT);
    Instant known =
        Stream.of(or(activity, now), or(review, now)).min(Instant::compareTo).orElseThrow();
    String status = row.get(Columns.STATUS);
    ThreadFacts facts =
        new ThreadFacts(
            new ThreadId(id),
            title,
            format,
            issues,
            null,
            row.get(Columns.LAST_RATING),
            activity,
            row.get(Columns.REVIEW_URL),
            review,
            row.get(Columns.NOTES),
            false,
            or(row.get(Columns.CREATED_AT), known));
    threads.put(id, new Thread(facts, position, status, row.get(Columns.USER_ID)));
  }

  private void readSession(EarlierRow row, long id) {
    row.callIt(Wording.SESSION.of("id", id));
    if (isSecond(row, sessions.containsKey(id))) {
      return;
    }
    SessionRow session =
        new SessionRow(
            id,
            row.get(Columns.STARTED_AT),
            row.get(Columns.ENDED_AT),
            row.get(Columns.START_DIE),
            row.get(Columns.USER_ID));
    if (session.startedAt() != null) {
      lastTimes.putIfAbsent(id, session.startedAt());
    }
    sessions.put(id, session);
  }

  private void readEvent(EarlierRow row, long id) {
    row.callIt(Wording.EVENT.of("id", id));
    String type = needed(row, Columns.TYPE);
    row.callIt(Wording.EVENT_OF.of("id", id, "name", type));
    Long session = row.get(Columns.SESSION_ID);
    Instant at = row.get(Columns.TIMESTAMP);
    if (at == null) {
      Instant before = session == null ? null : lastTimes.get(session);
      at = before == null ? lastTimes.get(0L) : before;
    }
    if (at == null) {
      row.note(Wording.WITHOUT_TIME.say());
      return;
    }
    lastTimes.put(0L, at);
    if (session != null) {
      lastTimes.put(session, at);
      firstEvents.merge(session, at, (one, other) -> one.isBefore(other) ? one : other);
    }
    events.add(
        new Event(
            id,
            type,
            at,
            row.get(Columns.DIE),
            row.get(Columns.RESULT),
            row.get(Columns.SELECTED_THREAD_ID),
            row.get(Columns.SELECTION_METHOD),
            row.get(Columns.RATING),
            row.get(Columns.ISSUES_READ),
            row.get(Columns.QUEUE_MOVE),
            row.get(Columns.DIE_AFTER),
            session,
            row.get(Columns.THREAD_ID)));
  }

  private static boolean isSecond(EarlierRow row, boolean known) {
    if (known) {
      row.note(Wording.TWICE.say());
    }
    return known;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> T needed(EarlierRow row, Column<T> column) {
    return Objects.requireNonNull(row.get(column));
  }
}
