package dev.comicpile.query.session;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The sessions of one reader that a batch changes, the open one among them, read beforehand in one
 * query. Hibernate writes what has changed of them when the batch ends.
 */
public final class SessionBatch<S extends SessionHeader> {

  /** How a view makes the row of a session that starts. */
  public interface Start<S> {
    /** The row of the session that an event of that version starts. */
    S session(long readerId, long version, SessionStarted event);
  }

  private final long readerId;
  private final EntityManager entities;
  private final Start<S> start;
  private final Map<Long, S> sessions = new HashMap<>();

  /** The sessions that these events change, and the open one. */
  public SessionBatch(
      long readerId,
      EntityManager entities,
      Start<S> start,
      SessionStore<S> stored,
      List<RecordedEvent> events) {
    this.readerId = readerId;
    this.entities = entities;
    this.start = start;
    stored.openAnd(readerId, changedBy(events)).forEach(row -> this.sessions.put(row.id(), row));
  }

  /** Ids of the sessions whose rows events change. */
  private static Set<Long> changedBy(List<RecordedEvent> events) {
    Set<Long> ids = new HashSet<>();
    for (RecordedEvent recorded : events) {
      switch (recorded.event()) {
        case SessionEvent e -> ids.add(e.sessionId());
        case UndoEvent e -> {
          e.difference().sessions().stream().map(SessionFacts::id).forEach(ids::add);
          ids.addAll(e.difference().removedSessions());
        }
        default -> {}
      }
    }
    return ids;
  }

  /** Sets what an event changes of sessions. */
  public void apply(long version, PileEvent event) {
    switch (event) {
      case SessionStarted e -> {
        S row = start.session(readerId, version, e);
        sessions.put(row.id(), row);
        entities.persist(row);
      }
      case SessionEvent e -> session(e.sessionId()).apply(e);
      case UndoEvent e -> {
        set(e.difference());
        open().ifPresent(session -> session.activeAt(e.at()));
      }
      default -> {}
    }
  }

  private void set(Difference difference) {
    for (long sessionId : difference.removedSessions()) {
      session(sessionId).takeBack();
    }
    for (SessionFacts facts : difference.sessions()) {
      session(facts.id()).become(facts);
    }
  }

  /** The session that has not been ended. */
  public Optional<S> open() {
    return sessions.values().stream().filter(SessionHeader::open).findFirst();
  }

  private S session(long id) {
    return Objects.requireNonNull(
        sessions.get(id), () -> "an event names session " + id + ", which is not there");
  }
}
