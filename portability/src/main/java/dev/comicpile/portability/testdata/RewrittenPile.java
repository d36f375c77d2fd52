package dev.comicpile.portability.testdata;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.undo.Actions;
import java.math.BigDecimal;
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
    if (event instanceof ThreadMoved e) {
      return moved(e);
    }
    ThreadId subject = Actions.threadId(event);
    if (subject != null && isTest(subject)) {
      return null;
    }
    return switch (event) {
      case ThreadAdded e -> new ThreadAdded(e.thread(), positionAfter(e, e.thread().id()), e.at());
      case ThreadEdited e ->
          new ThreadEdited(e.thread(), e.changed(), positionAfter(e, e.thread().id()), e.at());
      case ThreadDeleted e ->
          new ThreadDeleted(e.threadId(), e.title(), position(e.threadId()), e.at());
      case ThreadsImported e -> {
        List<ThreadFacts> threads =
            e.threads().stream().filter(thread -> !isTest(thread.id())).toList();
        yield threads.isEmpty() ? null : new ThreadsImported(threads, e.at());
      }
      case QueueCleared e -> {
        List<ThreadId> threads = withoutTest(e.threadIds());
        yield threads.isEmpty() ? null : new QueueCleared(threads, e.at());
      }
      case SessionStarted e ->
          e.carriedPick() != null && isTest(e.carriedPick().threadId())
              ? new SessionStarted(e.sessionId(), e.startDie(), null, e.at())
              : e;
      case DieRolled e -> rolled(e);
      case ThreadChosen e -> chosen(e);
      case ThreadEvent _, QueueEvent _, SessionEvent _ -> event;
      case UndoEvent _ -> throw new IllegalStateException("a reversal inside of another action");
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
    ThreadFacts thread = thread(moved.threadId());
    BigDecimal key = moved.orderKey();
    ThreadMoved left = new ThreadMoved(thread.id(), thread.title(), 0, 0, key, respaced, e.at());
    int from = contents.position(thread);
    int to = positionAfter(left, thread.id());
    return new ThreadMoved(thread.id(), thread.title(), from, to, key, respaced, e.at());
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
        contents.snoozedAhead(thread(e.threadId())),
        contents.snoozed().size(),
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
        contents.snoozedAhead(thread(e.threadId())),
        contents.snoozed().size(),
        e.at());
  }

  private boolean isTest(ThreadId threadId) {
    return testThreads.contains(threadId);
  }

  private List<ThreadId> withoutTest(List<ThreadId> threadIds) {
    return threadIds.stream().filter(id -> !isTest(id)).toList();
  }

  private ThreadFacts thread(ThreadId threadId) {
    return contents.thread(threadId).orElseThrow();
  }

  private int position(ThreadId threadId) {
    return contents.position(thread(threadId));
  }

  private int positionAfter(PileEvent event, ThreadId threadId) {
    Contents after = contents.evolve(event);
    return after.position(after.thread(threadId).orElseThrow());
  }
}
