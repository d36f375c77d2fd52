package dev.comicpile.portability.testdata;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pile holds without its test threads, and what is left there of each event. */
final class RewrittenPile {

  private final Set<ThreadId> testThreads;
  private Contents contents = Contents.EMPTY;

  RewrittenPile(Set<ThreadId> testThreads) {
    this.testThreads = testThreads;
  }

  Contents contents() {
    return contents;
  }

  void evolve(PileEvent event) {
    contents = contents.evolve(event);
  }

  /** What is left of an event that is no reversal; null where nothing is. */
  @Nullable PileEvent left(PileEvent event) {
    return switch (event) {
      case ThreadEvent e -> left(e);
      case QueueEvent e -> left(e);
      case SessionEvent e -> left(e);
      default -> throw new IllegalStateException("a reversal inside of another action");
    };
  }

  private @Nullable PileEvent left(ThreadEvent event) {
    return switch (event) {
      case ThreadAdded e ->
          isTest(e.thread().id())
              ? null
              : new ThreadAdded(e.thread(), positionAfter(e, e.thread().id()), e.at());
      case ThreadsImported e -> {
        List<ThreadFacts> threads =
            e.threads().stream().filter(thread -> !isTest(thread.id())).toList();
        yield threads.isEmpty() ? null : new ThreadsImported(threads, e.at());
      }
      case ThreadEdited e ->
          isTest(e.thread().id())
              ? null
              : new ThreadEdited(
                  e.thread(), e.changed(), positionAfter(e, e.thread().id()), e.at());
      case ThreadReactivated e -> isTest(e.threadId()) ? null : e;
      case ThreadDeleted e ->
          isTest(e.threadId())
              ? null
              : new ThreadDeleted(e.threadId(), e.title(), position(e.threadId()), e.at());
    };
  }

  private @Nullable PileEvent left(QueueEvent event) {
    return switch (event) {
      case ThreadMoved e -> moved(e);
      case QueueCleared e -> {
        List<ThreadId> threads = withoutTest(e.threadIds());
        yield threads.isEmpty() ? null : new QueueCleared(threads, e.at());
      }
    };
  }

  /**
   * A move among what is left may go nowhere; it stays for its key, which later keys were chosen
   * by. So do new keys for the whole queue, whichever thread was moved then.
   */
  private @Nullable ThreadMoved moved(ThreadMoved e) {
    List<OrderEntry> respaced =
        e.respaced().stream().filter(entry -> !isTest(entry.threadId())).toList();
    OrderEntry moved =
        !isTest(e.threadId())
            ? new OrderEntry(e.threadId(), e.orderKey())
            : respaced.isEmpty() ? null : respaced.getFirst();
    if (moved == null) {
      return null;
    }
    ThreadMoved left =
        new ThreadMoved(
            moved.threadId(), title(moved.threadId()), 0, 0, moved.orderKey(), respaced, e.at());
    return new ThreadMoved(
        left.threadId(),
        left.title(),
        position(left.threadId()),
        positionAfter(left, left.threadId()),
        left.orderKey(),
        respaced,
        left.at());
  }

  private @Nullable SessionEvent left(SessionEvent event) {
    return switch (event) {
      case SessionStarted e ->
          e.carriedPick() != null && isTest(e.carriedPick().threadId())
              ? new SessionStarted(e.sessionId(), e.startDie(), null, e.at())
              : e;
      case SessionEnded e -> e;
      case DieSet e -> e;
      case ManualDieCleared e -> e;
      case DieRolled e -> isTest(e.threadId()) ? null : rolled(e);
      case ThreadChosen e -> isTest(e.threadId()) ? null : chosen(e);
      case PendingThreadSkipped e -> isTest(e.threadId()) ? null : e;
      case ThreadRated e -> isTest(e.threadId()) ? null : e;
      case IssuesRead e -> isTest(e.threadId()) ? null : e;
      case ThreadSnoozed e -> isTest(e.threadId()) ? null : e;
      case ThreadUnsnoozed e -> isTest(e.threadId()) ? null : e;
    };
  }

  private DieRolled rolled(DieRolled e) {
    List<ThreadId> pool = withoutTest(e.pool());
    int row = pool.indexOf(e.threadId());
    return new DieRolled(
        e.sessionId(),
        e.threadId(),
        e.title(),
        e.die(),
        pool,
        row < 0 ? e.result() : row + 1,
        position(e.threadId()),
        snoozedAhead(e.threadId()),
        snoozed().size(),
        e.at());
  }

  private ThreadChosen chosen(ThreadChosen e) {
    return new ThreadChosen(
        e.sessionId(),
        e.threadId(),
        e.title(),
        e.selectionMethod(),
        e.die(),
        position(e.threadId()),
        snoozedAhead(e.threadId()),
        snoozed().size(),
        e.at());
  }

  private boolean isTest(ThreadId threadId) {
    return testThreads.contains(threadId);
  }

  private List<ThreadId> withoutTest(List<ThreadId> threadIds) {
    return threadIds.stream().filter(id -> !isTest(id)).toList();
  }

  private String title(ThreadId threadId) {
    return contents.thread(threadId).orElseThrow().title();
  }

  private int position(ThreadId threadId) {
    return contents.position(contents.thread(threadId).orElseThrow());
  }

  private int positionAfter(PileEvent event, ThreadId threadId) {
    Contents after = contents.evolve(event);
    return after.position(after.thread(threadId).orElseThrow());
  }

  private List<ThreadId> snoozed() {
    return contents.openSession().map(SessionFacts::snoozed).orElse(List.of());
  }

  private int snoozedAhead(ThreadId threadId) {
    int position = position(threadId);
    return (int) snoozed().stream().filter(id -> position(id) < position).count();
  }
}
