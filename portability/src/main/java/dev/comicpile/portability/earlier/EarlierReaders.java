package dev.comicpile.portability.earlier;

import dev.comicpile.api.PileRules;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Session;
import dev.comicpile.portability.earlier.EarlierPile.Thread;
import dev.comicpile.portability.earlier.EarlierTables.SessionRow;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Archive.ArchivedReader;
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
public final class EarlierReaders {

  /** The tables that such an export has. */
  public static final List<String> TABLES = List.of("users", "threads", "sessions", "events");

  /** Instead of a user whom the export knows. */
  private static final long NOBODY = 0;

  private final List<Remark> notes = new ArrayList<>();
  private final EarlierTables tables;

  /** What belongs to each user, as far as it is known. */
  private final Map<Long, EarlierPile> piles = new HashMap<>();

  private final Map<Long, Long> usersOfThreads = new HashMap<>();
  private final Map<Long, Long> usersOfSessions = new HashMap<>();
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
  public Archive convert(PileRules rules) {
    tables.users.keySet().forEach(id -> piles.put(id, new EarlierPile()));
    tables.threads.values().forEach(this::giveThread);
    tables.sessions.values().forEach(this::giveSession);
    tables.events.forEach(this::giveEvent);
    AtomicLong sessionIds = new AtomicLong(highestSessionId);
    Map<ArchivedReader, List<RecordedEvent>> readers = new LinkedHashMap<>();
    tables.users.forEach(
        (id, user) -> {
          EarlierPile pile = Objects.requireNonNull(piles.get(id));
          ConvertedStream stream = pile.convert(sessionIds::incrementAndGet, rules);
          List<RecordedEvent> events = stream.events();
          readers.put(
              new ArchivedReader(user.username(), user.registeredAt(), events.size()), events);
          stream.notes().forEach(note -> notes.add(note.of(user.username())));
        });
    return new Archive(
        List.copyOf(readers.keySet()),
        highestThreadId,
        sessionIds.get(),
        notes,
        work -> readers.forEach((reader, events) -> work.take(reader, events.stream())));
  }

  private void giveThread(Thread thread) {
    long id = thread.id().number();
    highestThreadId = Math.max(highestThreadId, id);
    long user = owner(thread.userId());
    usersOfThreads.put(id, user);
    EarlierPile pile = piles.get(user);
    if (pile == null) {
      Remark subject = Wording.THREAD_OF.of("id", id, "name", thread.facts().title());
      notes.add(Wording.OF_NOBODY.of("subject", subject));
    } else {
      pile.threads().add(thread);
    }
  }

  private void giveSession(SessionRow row) {
    highestSessionId = Math.max(highestSessionId, row.id());
    Instant start =
        Stream.of(row.startedAt(), tables.firstEvents.get(row.id()), row.endedAt())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    long user = owner(row.userId());
    usersOfSessions.put(row.id(), user);
    EarlierPile pile = piles.get(user);
    if (pile == null || start == null) {
      Wording wording = pile == null ? Wording.OF_NOBODY : Wording.WITHOUT_START;
      notes.add(wording.of("subject", Wording.SESSION.of("id", row.id())));
    } else {
      pile.sessions().add(new Session(row.id(), start, row.endedAt(), row.startDie()));
    }
  }

  private void giveEvent(Event event) {
    Long thread = event.subject();
    Long byThread = thread == null ? null : usersOfThreads.get(thread);
    Long bySession = event.sessionId() == null ? null : usersOfSessions.get(event.sessionId());
    Long user = bySession != null ? bySession : byThread != null ? byThread : onlyUser();
    EarlierPile pile = piles.get(user);
    if (pile == null) {
      notes.add(event.named(Wording.EVENT_OF_NOBODY));
    } else if (thread != null && byThread != null && !byThread.equals(user)) {
      notes.add(event.named(Wording.OF_SOMEBODY_ELSE).with("thread", thread));
    } else {
      if (thread != null) {
        // A thread that is gone belongs to the reader who names it first.
        usersOfThreads.putIfAbsent(thread, user);
        highestThreadId = Math.max(highestThreadId, thread);
      }
      pile.events().add(event);
    }
  }

  /** The user a row names, if the export knows them; a row that names none is the only user's. */
  private Long owner(@Nullable Long userId) {
    return userId == null ? onlyUser() : tables.users.containsKey(userId) ? userId : NOBODY;
  }

  private Long onlyUser() {
    Set<Long> ids = tables.users.keySet();
    return ids.size() == 1 ? ids.iterator().next() : NOBODY;
  }
}
