package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a run of events makes of a reader's threads and sessions, by the domain's own {@link
 * Contents#evolve}. Of a pile it holds no more than the events concern: what they change is read
 * before from where the view keeps it.
 */
public final class Fold {

  private final JdbcClient jdbc;
  private final View view;
  private final ReaderId readerId;
  private final Set<ThreadId> threads = new LinkedHashSet<>();
  private final Map<ThreadId, ThreadFacts> threadsBefore = new HashMap<>();
  private final Map<SessionId, SessionFacts> sessions = new LinkedHashMap<>();
  private final Map<SessionId, SessionFacts> sessionsBefore = new HashMap<>();
  private Contents contents;

  /**
   * Begins at a version, and reads what events will change.
   *
   * @param view where that is read
   */
  Fold(JdbcClient jdbc, View view, ReaderId readerId, Cursor from, List<RecordedEvent> events) {
    this.jdbc = jdbc;
    this.view = view;
    this.readerId = readerId;
    SessionFacts open = from.session();
    this.contents = Contents.EMPTY.withSessions(open == null ? List.of() : List.of(open));
    Set<ThreadId> threadsToRead = new HashSet<>();
    Set<SessionId> sessionsToRead = new HashSet<>();
    for (RecordedEvent recorded : events) {
      PileEvent event = recorded.event();
      boolean adds = event instanceof ThreadAdded || event instanceof ThreadsImported;
      threadsOf(event).filter(id -> threads.add(id) && !adds).forEach(threadsToRead::add);
      if (event instanceof UndoEvent) {
        sessionsOf(event)
            .filter(id -> !contents.sessions().containsKey(id))
            .forEach(sessionsToRead::add);
      }
    }
    // Before the first event there is nothing.
    if (from.version() > 0) {
      read(threadsToRead, sessionsToRead);
    }
  }

  private void read(Set<ThreadId> threadIds, Set<SessionId> sessionIds) {
    if (!threadIds.isEmpty()) {
      Collection<ThreadFacts> found = find(threadIds);
      found.forEach(thread -> threadsBefore.put(thread.id(), thread));
      contents = contents.withThreads(found);
    }
    if (!sessionIds.isEmpty()) {
      Collection<SessionFacts> found = PastSessions.find(jdbc, view.name(), readerId, sessionIds);
      found.forEach(session -> sessionsBefore.put(session.id(), session));
      contents = contents.withSessions(found);
    }
  }

  private Collection<ThreadFacts> find(Set<ThreadId> ids) {
    ThreadTable table = view.threads();
    // What becomes of sessions does not depend on what a thread was before.
    return table == null
        ? ids.stream().map(Fold::anyThread).toList()
        : table.find(jdbc, readerId, ids);
  }

  private static ThreadFacts anyThread(ThreadId id) {
    BigDecimal key = BigDecimal.valueOf(id.number());
    return new ThreadFacts(id, "", "", 1, key, null, null, null, null, null, false, Instant.EPOCH);
  }

  /** Threads and sessions that the events have concerned, as they are now. */
  Contents contents() {
    return contents;
  }

  /** Ids of the threads that may have changed. */
  public Set<ThreadId> threads() {
    return threads;
  }

  /** A thread before the run, if it was there. */
  public Optional<ThreadFacts> threadBefore(ThreadId id) {
    return Optional.ofNullable(threadsBefore.get(id));
  }

  /** A thread after the run, if it is there. */
  public Optional<ThreadFacts> thread(ThreadId id) {
    return contents.thread(id);
  }

  /** The sessions that were ended, opened again, taken back or brought back, as they were last. */
  public Collection<SessionFacts> sessions() {
    return sessions.values();
  }

  /** A session before the run, if it had ended then and stood. */
  public Optional<SessionFacts> sessionBefore(SessionId id) {
    return Optional.ofNullable(sessionsBefore.get(id));
  }

  /** Whether the start of a session stands after the run. */
  public boolean stands(SessionFacts session) {
    return contents.sessions().containsKey(session.id());
  }

  /** Goes on by the next event. */
  void evolve(PileEvent event) {
    remember(event);
    contents = contents.evolve(event);
    remember(event);
  }

  private void remember(PileEvent event) {
    sessionsOf(event)
        .map(contents.sessions()::get)
        .filter(Objects::nonNull)
        .forEach(session -> sessions.put(session.id(), session));
  }

  private static Stream<ThreadId> threadsOf(PileEvent event) {
    return switch (event) {
      case ThreadAdded e -> Stream.of(e.thread().id());
      case ThreadsImported e -> e.threads().stream().map(ThreadFacts::id);
      case ThreadEdited e -> Stream.of(e.thread().id());
      case ThreadReactivated e -> Stream.of(e.threadId());
      case ThreadDeleted e -> Stream.of(e.threadId());
      case ThreadMoved e ->
          Stream.concat(Stream.of(e.threadId()), e.respaced().stream().map(OrderEntry::threadId));
      case QueueCleared e -> e.threadIds().stream();
      case ThreadRated e -> Stream.of(e.threadId());
      case IssuesRead e -> Stream.of(e.threadId());
      case SessionEvent e -> Stream.of();
      case UndoEvent e -> e.difference().threadIds();
    };
  }

  private static Stream<SessionId> sessionsOf(PileEvent event) {
    return switch (event) {
      case SessionEnded e -> Stream.of(e.sessionId());
      case UndoEvent e ->
          Stream.concat(
              e.difference().sessions().stream().map(SessionFacts::id),
              e.difference().removedSessions().stream());
      default -> Stream.of();
    };
  }
}
