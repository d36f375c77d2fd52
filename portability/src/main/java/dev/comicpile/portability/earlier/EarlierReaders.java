package dev.comicpile.portability.earlier;

import dev.comicpile.api.PileRules;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.earlier.EarlierPileConversion.Converted;
import dev.comicpile.portability.earlier.EarlierTables.Owned;
import dev.comicpile.portability.earlier.EarlierTables.SessionRow;
import dev.comicpile.portability.earlier.EarlierTables.User;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The readers of an export of the earlier Comic Pile, each with what belongs to them. It is held in
 * memory, for its rows refer to each other in any order.
 */
public final class EarlierReaders implements Archive {

  /** What belongs to one user, as far as it is known. */
  private record Rows(
      List<EarlierPile.Thread> threads,
      List<EarlierPile.Session> sessions,
      List<EarlierPile.Event> events) {
    Rows() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final List<Remark> notes = new ArrayList<>();
  private final EarlierTables tables;
  private final Map<Long, Rows> rows = new HashMap<>();
  private final Map<Long, Long> usersOfThreads = new HashMap<>();
  private final Map<Long, Long> usersOfSessions = new HashMap<>();
  private final Map<ArchivedReader, List<RecordedEvent>> readers = new LinkedHashMap<>();
  private long highestThreadId;
  private long highestSessionId;

  /**
   * Readers to be read.
   *
   * @param now no time of the rows may lie after it
   * @param nameKey names of which this is equal are one name
   */
  public EarlierReaders(Instant now, UnaryOperator<String> nameKey) {
    this.tables = new EarlierTables(now, nameKey, notes);
  }

  /**
   * Reads a file.
   *
   * @return how many rows it has
   * @throws dev.comicpile.web.BadInputException if it lacks one of the tables
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  public long read(Path file) {
    return tables.read(file);
  }

  /**
   * Makes streams of what was read. Sessions are numbered on from the last one that is known, so
   * that none of them meet.
   */
  public void convert(PileRules rules) {
    tables.users.keySet().forEach(id -> rows.put(id, new Rows()));
    tables.threads.forEach(this::giveThread);
    Map<Long, Instant> firstEvents = new HashMap<>();
    for (EarlierPile.Event event : tables.events) {
      if (event.sessionId() != null) {
        firstEvents.merge(
            event.sessionId(),
            event.timestamp(),
            (one, other) -> one.isBefore(other) ? one : other);
      }
    }
    tables.sessions.forEach((id, session) -> giveSession(id, session, firstEvents.get(id)));
    tables.events.forEach(this::giveEvent);
    AtomicLong sessionIds = new AtomicLong(highestSessionId);
    for (User user : tables.users.values()) {
      Rows own = rowsOf(user.id());
      Converted pile =
          EarlierPileConversion.convert(
              new EarlierPile(own.threads, own.sessions, own.events),
              sessionIds::incrementAndGet,
              rules);
      readers.put(
          new ArchivedReader(user.username(), user.registeredAt(), pile.events().size()),
          pile.events());
      pile.notCarriedOver().forEach(note -> notes.add(note.of(user.username())));
    }
    highestSessionId = sessionIds.get();
  }

  @Override
  public List<ArchivedReader> readers() {
    return List.copyOf(readers.keySet());
  }

  @Override
  public void forEach(Work work) {
    readers.forEach((reader, events) -> work.take(reader, events.iterator()));
  }

  @Override
  public List<Remark> notCarriedOver() {
    return List.copyOf(notes);
  }

  @Override
  public long highestThreadId() {
    return highestThreadId;
  }

  @Override
  public long highestSessionId() {
    return highestSessionId;
  }

  private void giveThread(long id, Owned<EarlierPile.Thread> owned) {
    highestThreadId = Math.max(highestThreadId, id);
    Long user = owner(owned.userId());
    usersOfThreads.put(id, user == null ? 0L : user);
    if (user == null) {
      notes.add(
          Wording.OF_NOBODY.of(
              "subject", Wording.THREAD_OF.of("id", id, "name", owned.row().title())));
    } else {
      rowsOf(user).threads.add(owned.row());
    }
  }

  private void giveSession(long id, Owned<SessionRow> owned, @Nullable Instant firstEvent) {
    highestSessionId = Math.max(highestSessionId, id);
    Long user = owner(owned.userId());
    SessionRow row = owned.row();
    Instant start =
        Stream.of(row.startedAt(), firstEvent, row.endedAt())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    usersOfSessions.put(id, user == null ? 0L : user);
    if (user == null) {
      notes.add(Wording.OF_NOBODY.of("subject", Wording.SESSION.of("id", id)));
    } else if (start == null) {
      notes.add(Wording.WITHOUT_START.of("subject", Wording.SESSION.of("id", id)));
    } else {
      rowsOf(user).sessions.add(new EarlierPile.Session(id, start, row.endedAt(), row.startDie()));
    }
  }

  private void giveEvent(EarlierPile.Event event) {
    Long thread = event.subject();
    Long byThread = thread == null ? null : usersOfThreads.get(thread);
    Long bySession = event.sessionId() == null ? null : usersOfSessions.get(event.sessionId());
    Long user = bySession != null ? bySession : byThread != null ? byThread : onlyUser();
    if (user == null || user == 0) {
      notes.add(event.named(Wording.EVENT_OF_NOBODY));
    } else if (byThread != null && !byThread.equals(user)) {
      notes.add(
          event.named(Wording.OF_SOMEBODY_ELSE).with("thread", Objects.requireNonNull(thread)));
    } else {
      if (thread != null) {
        // A thread that is gone belongs to the reader who names it first.
        usersOfThreads.putIfAbsent(thread, user);
        highestThreadId = Math.max(highestThreadId, thread);
      }
      rowsOf(user).events.add(event);
    }
  }

  /** The user a row names, if the export knows them; a row that names none is the only user's. */
  private @Nullable Long owner(@Nullable Long userId) {
    return userId == null ? onlyUser() : tables.users.containsKey(userId) ? userId : null;
  }

  private @Nullable Long onlyUser() {
    Set<Long> ids = tables.users.keySet();
    return ids.size() == 1 ? ids.iterator().next() : null;
  }

  private Rows rowsOf(long user) {
    return Objects.requireNonNull(rows.get(user));
  }
}
