package dev.comicpile.query.thread;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Threads;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a run of events changes of the threads of one reader, each thread once: it is put as a
 * whole, some facts of it are set, or it is removed. No row has to be read for it.
 */
public final class ThreadChanges {

  private final Map<Long, ThreadFacts> puts = new LinkedHashMap<>();
  private final Map<Long, Patch> patches = new LinkedHashMap<>();
  private final Set<Long> removed = new LinkedHashSet<>();
  private boolean removedAllKnown = true;

  /** What these events change. */
  public ThreadChanges(List<RecordedEvent> events) {
    events.forEach(recorded -> apply(recorded.event()));
  }

  /**
   * Facts to set of a thread that is there; what is null stays as it is.
   *
   * @param issuesRemaining 0 takes the thread out of the queue, whatever its key was
   */
  public record Patch(
      long id,
      @Nullable Integer issuesRemaining,
      @Nullable Double rating,
      @Nullable Instant readAt,
      @Nullable BigDecimal orderKey) {

    private Patch then(Patch next) {
      return new Patch(
          id,
          next.issuesRemaining == null ? issuesRemaining : next.issuesRemaining,
          next.rating == null ? rating : next.rating,
          next.readAt == null ? readAt : next.readAt,
          next.orderKey == null ? orderKey : next.orderKey);
    }
  }

  /** Threads to be put as a whole, whether they are there or not. */
  public Collection<ThreadFacts> puts() {
    return puts.values();
  }

  /** What is to be set of threads that are there. */
  public Collection<Patch> patches() {
    return patches.values();
  }

  /** Ids of threads to be removed. */
  public Long[] removed() {
    return removed.toArray(Long[]::new);
  }

  /** Whether all of those to be removed were there before the events. */
  public boolean removedWereThere() {
    return removedAllKnown;
  }

  private void apply(PileEvent event) {
    switch (event) {
      case ThreadAdded e -> put(e.thread());
      case ThreadsImported e -> e.threads().forEach(this::put);
      case ThreadEdited e -> put(e.thread());
      case ThreadReactivated e ->
          change(
              new Patch(e.threadId(), e.issuesRemaining(), null, null, e.orderKey()),
              thread -> Threads.inQueue(thread, e.issuesRemaining(), e.orderKey()));
      case ThreadDeleted e -> remove(e.threadId());
      case ThreadMoved e -> {
        move(e.threadId(), e.orderKey());
        e.respaced().forEach(this::move);
      }
      case QueueCleared e -> e.threadIds().forEach(this::remove);
      case ThreadRated e ->
          change(
              new Patch(e.threadId(), e.issuesRemaining(), e.rating(), e.at(), e.orderKey()),
              thread -> Threads.rated(thread, e));
      case IssuesRead e ->
          change(
              new Patch(e.threadId(), e.issuesRemaining(), null, e.at(), null),
              thread -> Threads.read(thread, e));
      case SessionEvent e -> {}
      case UndoEvent e -> set(e.difference());
    }
  }

  private void set(Difference difference) {
    difference.removedThreads().forEach(this::remove);
    difference.threads().forEach(this::put);
    difference.moved().forEach(this::move);
  }

  private void put(ThreadFacts facts) {
    patches.remove(facts.id());
    // A removed one that comes back is put over its row.
    removed.remove(facts.id());
    puts.put(facts.id(), facts);
  }

  private void move(OrderEntry entry) {
    move(entry.threadId(), entry.orderKey());
  }

  private void move(long threadId, BigDecimal orderKey) {
    change(
        new Patch(threadId, null, null, null, orderKey),
        thread -> Threads.inQueue(thread, thread.issuesRemaining(), orderKey));
  }

  private void change(Patch patch, UnaryOperator<ThreadFacts> change) {
    ThreadFacts put = puts.get(patch.id());
    if (put != null) {
      puts.put(patch.id(), change.apply(put));
    } else if (removed.contains(patch.id())) {
      throw new IllegalStateException(
          "an event names thread " + patch.id() + ", which is not there");
    } else {
      patches.merge(patch.id(), patch, Patch::then);
    }
  }

  private void remove(long threadId) {
    if (puts.remove(threadId) != null) {
      removedAllKnown = false;
    }
    patches.remove(threadId);
    removed.add(threadId);
  }
}
