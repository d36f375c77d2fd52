package dev.comicpile.command.archive;

import dev.comicpile.api.PileRules;
import dev.comicpile.domain.archive.EarlierPile;
import dev.comicpile.domain.archive.EarlierPileConversion;
import dev.comicpile.domain.archive.EarlierPileConversion.Converted;
import dev.comicpile.web.FieldProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The export of the earlier Comic Pile: tables of users, threads, sessions and events. It is held
 * in memory, for its rows refer to each other in any order.
 */
final class EarlierExport implements Archive {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private record Reader(ArchivedReader reader, Converted pile) {}

  /** What belongs to one user, as far as it is known. */
  private static final class Rows {
    private final List<EarlierPile.Thread> threads = new ArrayList<>();
    private final List<EarlierPile.Session> sessions = new ArrayList<>();
    private final List<EarlierPile.Event> events = new ArrayList<>();
  }

  record Tables(
      @Nullable List<@Nullable UserRow> users,
      @Nullable List<@Nullable ThreadRow> threads,
      @Nullable List<@Nullable SessionRow> sessions,
      @Nullable List<@Nullable EventRow> events) {}

  record UserRow(@Nullable Long id, @Nullable String username, @Nullable String createdAt) {}

  record ThreadRow(
      @Nullable Long id,
      @Nullable String title,
      @Nullable String format,
      @Nullable Integer issuesRemaining,
      @Nullable Integer queuePosition,
      @Nullable String status,
      @Nullable Double lastRating,
      @Nullable String lastActivityAt,
      @Nullable String reviewUrl,
      @Nullable String lastReviewAt,
      @Nullable String notes,
      @Nullable String createdAt,
      @Nullable Long userId) {}

  record SessionRow(
      @Nullable Long id,
      @Nullable String startedAt,
      @Nullable String endedAt,
      @Nullable Integer startDie,
      @Nullable Long userId) {}

  record EventRow(
      @Nullable Long id,
      @Nullable String type,
      @Nullable String timestamp,
      @Nullable Integer die,
      @Nullable Integer result,
      @Nullable Long selectedThreadId,
      @Nullable String selectionMethod,
      @Nullable Double rating,
      @Nullable Integer issuesRead,
      @Nullable String queueMove,
      @Nullable Integer dieAfter,
      @Nullable Long sessionId,
      @Nullable Long threadId) {}

  private final Checks checks;
  private final Map<Long, ArchivedReader> users = new LinkedHashMap<>();
  private final Map<Long, Rows> rows = new HashMap<>();
  private final Map<Long, Long> usersOfThreads = new HashMap<>();
  private final Map<Long, Long> usersOfSessions = new HashMap<>();
  private final List<Reader> readers = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long highestThreadId;
  private long highestSessionId;

  EarlierExport(Checks checks) {
    this.checks = checks;
  }

  /**
   * Reads a file and checks it.
   *
   * @return how many rows it has
   * @throws dev.comicpile.web.BadInputException naming the first place that cannot be taken
   * @throws JacksonException if it is no JSON or holds something of a wrong type
   */
  long read(Path file) {
    read(JSON.readValue(file, Tables.class));
    return users.size()
        + (long) notes.size()
        + rows.values().stream()
            .mapToLong(own -> own.threads.size() + own.sessions.size() + own.events.size())
            .sum();
  }

  @Override
  public void forEach(Work work) {
    for (Reader reader : readers) {
      work.take(reader.reader(), reader.pile().events().iterator());
    }
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
    return notes;
  }

  private void read(Tables tables) {
    eachRow("users", tables.users(), this::readUser);
    eachRow("threads", tables.threads(), this::readThread);
    eachRow("sessions", tables.sessions(), this::readSession);
    eachRow("events", tables.events(), this::readEvent);
  }

  private interface RowReader<R> {
    void read(String place, R row);
  }

  private static <R> void eachRow(
      String table, @Nullable List<@Nullable R> rows, RowReader<R> reader) {
    String place = "body." + table;
    int i = 0;
    for (R row : Checks.required(place, rows)) {
      String rowPlace = place + "[" + i++ + "]";
      reader.read(rowPlace, Checks.required(rowPlace, row));
    }
  }

  private void readUser(String place, UserRow row) {
    long id = Checks.id(place + ".id", row.id());
    ArchivedReader reader =
        new ArchivedReader(
            checks.username(place + ".username", row.username()),
            time(place + ".created_at", row.createdAt()),
            0);
    if (users.put(id, reader) != null) {
      throw second(place);
    }
    rows.put(id, new Rows());
  }

  private void readThread(String place, ThreadRow row) {
    long id = Checks.id(place + ".id", row.id());
    int issues = Checks.required(place + ".issues_remaining", row.issuesRemaining());
    if (issues < 0) {
      throw Checks.bad(place + ".issues_remaining", "must be 0 or more", FieldProblem.NOT_ALLOWED);
    }
    EarlierPile.Thread thread =
        new EarlierPile.Thread(
            id,
            text(place + ".title", row.title()),
            text(place + ".format", row.format()),
            issues,
            Checks.required(place + ".queue_position", row.queuePosition()),
            row.status(),
            row.lastRating(),
            Checks.time(place + ".last_activity_at", row.lastActivityAt()),
            optionalText(place + ".review_url", row.reviewUrl()),
            Checks.time(place + ".last_review_at", row.lastReviewAt()),
            optionalText(place + ".notes", row.notes()),
            time(place + ".created_at", row.createdAt()));
    Long user = owner(row.userId());
    if (usersOfThreads.putIfAbsent(id, user == null ? 0L : user) != null) {
      throw second(place);
    }
    highestThreadId = Math.max(highestThreadId, id);
    if (user == null) {
      notes.add("Thread " + id + " (" + row.title() + ") belongs to no user of the export.");
    } else {
      rowsOf(user).threads.add(thread);
    }
  }

  private void readSession(String place, SessionRow row) {
    long id = Checks.id(place + ".id", row.id());
    EarlierPile.Session session =
        new EarlierPile.Session(
            id,
            time(place + ".started_at", row.startedAt()),
            Checks.time(place + ".ended_at", row.endedAt()),
            row.startDie());
    Long user = owner(row.userId());
    if (usersOfSessions.putIfAbsent(id, user == null ? 0L : user) != null) {
      throw second(place);
    }
    highestSessionId = Math.max(highestSessionId, id);
    if (user == null) {
      notes.add("Session " + id + " belongs to no user of the export.");
    } else {
      rowsOf(user).sessions.add(session);
    }
  }

  private void readEvent(String place, EventRow row) {
    EarlierPile.Event event =
        new EarlierPile.Event(
            Checks.id(place + ".id", row.id()),
            text(place + ".type", row.type()),
            time(place + ".timestamp", row.timestamp()),
            row.die(),
            row.result(),
            row.selectedThreadId(),
            row.selectionMethod(),
            row.rating(),
            row.issuesRead(),
            row.queueMove(),
            row.dieAfter(),
            row.sessionId(),
            row.threadId());
    if (row.threadId() != null) {
      Checks.id(place + ".thread_id", row.threadId());
    }
    if (row.selectedThreadId() != null) {
      Checks.id(place + ".selected_thread_id", row.selectedThreadId());
    }
    if (row.rating() != null && !Double.isFinite(row.rating())) {
      throw Checks.bad(place + ".rating", "must be a number", FieldProblem.NOT_ALLOWED);
    }
    Long thread = row.threadId() == null ? row.selectedThreadId() : row.threadId();
    Long byThread = thread == null ? null : usersOfThreads.get(thread);
    Long bySession = row.sessionId() == null ? null : usersOfSessions.get(row.sessionId());
    Long user = bySession != null ? bySession : byThread != null ? byThread : onlyUser();
    String named = "Event " + row.id() + " (" + row.type() + ")";
    if (user == null || user == 0) {
      notes.add(named + " belongs to no user of the export, so it is left out.");
    } else if (byThread != null && !byThread.equals(user)) {
      notes.add(named + " is about thread " + thread + " of somebody else, so it is left out.");
    } else {
      if (thread != null) {
        // A thread that is gone belongs to whoever names it first.
        usersOfThreads.putIfAbsent(thread, user);
        highestThreadId = Math.max(highestThreadId, thread);
      }
      rowsOf(user).events.add(event);
    }
  }

  /**
   * Makes events of what was read. Sessions are numbered on from the last one that is known, so
   * that none of them meet.
   *
   * @throws dev.comicpile.web.BadInputException if more was read than can be counted
   */
  void convert(PileRules rules) {
    AtomicLong sessionIds = new AtomicLong(highestSessionId);
    users.forEach(
        (id, user) -> {
          Rows own = rowsOf(id);
          Converted pile;
          try {
            pile =
                EarlierPileConversion.convert(
                    new EarlierPile(own.threads, own.sessions, own.events),
                    sessionIds::incrementAndGet,
                    rules);
          } catch (ArithmeticException tooMany) {
            throw Checks.bad(
                "body.events",
                "say that more issues of a thread were read than can be counted",
                FieldProblem.NOT_ALLOWED);
          }
          readers.add(
              new Reader(
                  new ArchivedReader(user.username(), user.registeredAt(), pile.events().size()),
                  pile));
          pile.notCarriedOver().forEach(note -> notes.add(user.username() + ": " + note));
        });
    highestSessionId = sessionIds.get();
  }

  /** The user a row names, if the export knows them; a row that names none is the only user's. */
  private @Nullable Long owner(@Nullable Long userId) {
    return userId == null ? onlyUser() : users.containsKey(userId) ? userId : null;
  }

  private @Nullable Long onlyUser() {
    return users.size() == 1 ? users.keySet().iterator().next() : null;
  }

  private Rows rowsOf(long user) {
    return java.util.Objects.requireNonNull(rows.get(user));
  }

  private static Instant time(String place, @Nullable String text) {
    return Checks.required(place, Checks.time(place, text));
  }

  private static String text(String place, @Nullable String text) {
    return Checks.text(place, Checks.required(place, text));
  }

  private static @Nullable String optionalText(String place, @Nullable String text) {
    return text == null || text.isEmpty() ? null : Checks.text(place, text);
  }

  private static RuntimeException second(String place) {
    return Checks.bad(place + ".id", "is the id of two rows", FieldProblem.NOT_ALLOWED);
  }
}
