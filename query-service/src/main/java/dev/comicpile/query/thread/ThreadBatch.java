package dev.comicpile.query.thread;

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
import dev.comicpile.domain.pile.RecordedEvent;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The threads of one reader that a batch changes, read beforehand. Hibernate writes what has
 * changed of them, many rows to a statement, when the batch ends.
 */
public final class ThreadBatch<T extends ThreadHeader> {

  /** How a view makes the row of a thread that is new to it. */
  public interface Start<T> {
    /** The row of a thread with these facts. */
    T thread(long readerId, ThreadFacts facts);
  }

  private final long readerId;
  private final EntityManager entities;
  private final ThreadStore<T> stored;
  private final Start<T> start;
  private final LongConsumer outOfPlay;
  private final Map<Long, T> threads = new HashMap<>();

  /**
   * The threads that these events change.
   *
   * @param outOfPlay told the id of each thread that is now completed or gone
   */
  public ThreadBatch(
      long readerId,
      EntityManager entities,
      ThreadStore<T> stored,
      Start<T> start,
      LongConsumer outOfPlay,
      List<RecordedEvent> events) {
    this.readerId = readerId;
    this.entities = entities;
    this.stored = stored;
    this.start = start;
    this.outOfPlay = outOfPlay;
    Set<Long> changed = new HashSet<>();
    events.forEach(recorded -> changedBy(recorded.event(), changed));
    for (List<Long> ids : InParts.of(changed)) {
      stored.findByReaderIdAndIdIn(readerId, ids).forEach(row -> threads.put(row.id(), row));
    }
  }

  /** The threads whose rows an event changes and that may be there already. */
  private static void changedBy(PileEvent event, Set<Long> ids) {
    switch (event) {
      case ThreadAdded e -> {}
      case ThreadsImported e -> {}
      case ThreadEdited e -> ids.add(e.thread().id());
      case ThreadReactivated e -> ids.add(e.threadId());
      case ThreadDeleted e -> {}
      case ThreadMoved e -> {
        ids.add(e.threadId());
        e.respaced().forEach(entry -> ids.add(entry.threadId()));
      }
      case QueueCleared e -> {}
      case ThreadRated e -> ids.add(e.threadId());
      case IssuesRead e -> ids.add(e.threadId());
      case SessionEvent e -> {}
      case UndoEvent e -> {
        Difference difference = e.difference();
        difference.threads().forEach(thread -> ids.add(thread.id()));
        difference.moved().stream().map(OrderEntry::threadId).forEach(ids::add);
      }
    }
  }

  /** Sets what an event changes of threads. */
  public void apply(PileEvent event) {
    switch (event) {
      case ThreadEvent e -> applyToThreads(e);
      case QueueEvent e -> applyToQueue(e);
      case ThreadRated e -> {
        T row = thread(e.threadId());
        row.read(e.issuesRemaining(), e.at());
        row.rate(e.rating());
        row.moveTo(e.orderKey());
        outOfPlayIf(e.issuesRemaining() == 0, e.threadId());
      }
      case IssuesRead e -> {
        thread(e.threadId()).read(e.issuesRemaining(), e.at());
        outOfPlayIf(e.issuesRemaining() == 0, e.threadId());
      }
      case SessionEvent e -> {}
      case UndoEvent e -> set(e.difference());
    }
  }

  private void applyToThreads(ThreadEvent event) {
    switch (event) {
      case ThreadAdded e -> put(e.thread());
      case ThreadsImported e -> e.threads().forEach(this::put);
      case ThreadEdited e -> put(e.thread());
      case ThreadReactivated e -> thread(e.threadId()).place(e.issuesRemaining(), e.orderKey());
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

  private void set(Difference difference) {
    remove(difference.removedThreads());
    difference.threads().forEach(this::put);
    difference.moved().forEach(this::move);
  }

  private void put(ThreadFacts facts) {
    T row = threads.get(facts.id());
    if (row == null) {
      T added = start.thread(readerId, facts);
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
      T row = threads.remove(threadId);
      if (row != null) {
        entities.detach(row);
      }
      outOfPlayIf(true, threadId);
    }
  }

  private void outOfPlayIf(boolean gone, long threadId) {
    if (gone) {
      outOfPlay.accept(threadId);
    }
  }

  /** A thread that is there and that an event of the batch changes. */
  public T thread(long id) {
    return Objects.requireNonNull(
        threads.get(id), () -> "an event names thread " + id + ", which is not there");
  }
}
