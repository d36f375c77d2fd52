package dev.comicpile.query.queue;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.query.session.SessionBatch;
import dev.comicpile.query.session.SessionRow;
import dev.comicpile.query.thread.ThreadRow;
import dev.comicpile.query.thread.ThreadRows;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rows of one reader that a batch changes, read beforehand. Hibernate writes what has changed
 * of them, many rows to a statement, when the batch ends.
 */
final class PileRows {

  private final long readerId;
  private final EntityManager entities;
  private final ThreadRows stored;
  private final Map<Long, ThreadRow> threads = new HashMap<>();
  private final SessionBatch<SessionRow> sessions;

  PileRows(
      long readerId,
      EntityManager entities,
      ThreadRows stored,
      List<ThreadRow> threads,
      SessionBatch<SessionRow> sessions) {
    this.readerId = readerId;
    this.entities = entities;
    this.stored = stored;
    this.sessions = sessions;
    threads.forEach(row -> this.threads.put(row.id(), row));
  }

  void apply(long version, PileEvent event) {
    switch (event) {
      case ThreadEvent e -> applyToThreads(e);
      case QueueEvent e -> applyToQueue(e);
      case SessionEvent e -> {
        sessions.apply(version, e);
        applyToThread(e);
      }
      case UndoEvent e -> {
        set(e.difference());
        sessions.apply(version, e);
      }
    }
  }

  private void applyToThreads(ThreadEvent event) {
    switch (event) {
      case ThreadAdded e -> put(e.thread());
      case ThreadsImported e -> e.threads().forEach(this::put);
      case ThreadEdited e -> put(e.thread());
      case ThreadReactivated e -> thread(e.threadId()).apply(e);
      case ThreadDeleted e -> remove(List.of(e.threadId()));
    }
  }

  private void applyToQueue(QueueEvent event) {
    switch (event) {
      case ThreadMoved e -> {
        thread(e.threadId()).moveTo(e.orderKey());
        e.respaced().forEach(this::move);
      }
      case QueueCleared e -> remove(e.threadIds());
    }
  }

  private void applyToThread(SessionEvent event) {
    switch (event) {
      case ThreadRated e -> {
        thread(e.threadId()).apply(e);
        outOfPlayIf(e.issuesRemaining() == 0, e.threadId());
      }
      case IssuesRead e -> {
        thread(e.threadId()).apply(e);
        outOfPlayIf(e.issuesRemaining() == 0, e.threadId());
      }
      default -> {}
    }
  }

  private void set(Difference difference) {
    remove(difference.removedThreads());
    difference.threads().forEach(this::put);
    difference.moved().forEach(this::move);
  }

  private void put(ThreadFacts facts) {
    ThreadRow row = threads.get(facts.id());
    if (row == null) {
      ThreadRow added = new ThreadRow(readerId, facts);
      threads.put(facts.id(), added);
      entities.persist(added);
    } else {
      row.become(facts);
    }
    outOfPlayIf(facts.completed(), facts.id());
  }

  private void move(OrderEntry entry) {
    thread(entry.threadId()).moveTo(entry.orderKey());
  }

  /** Removed at once and in bulk: most of them were never read into this batch. */
  private void remove(List<Long> threadIds) {
    for (List<Long> ids : InParts.of(threadIds)) {
      if (stored.deleteAll(readerId, ids) != ids.size()) {
        throw new IllegalStateException("an event names threads that are not there");
      }
    }
    for (long threadId : threadIds) {
      ThreadRow row = threads.remove(threadId);
      if (row != null) {
        entities.detach(row);
      }
      outOfPlayIf(true, threadId);
    }
  }

  private void outOfPlayIf(boolean gone, long threadId) {
    if (gone) {
      sessions.open().ifPresent(session -> session.without(threadId));
    }
  }

  private ThreadRow thread(long id) {
    return Objects.requireNonNull(
        threads.get(id), () -> "an event names thread " + id + ", which is not there");
  }
}
