package dev.comicpile.domain.archive;

import dev.comicpile.api.event.Difference;
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
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Differences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a stream as if its test data had never been. What happened to test threads is gone, and
 * so are undos, redos and restores of nothing else; positions, pools and offsets are those of the
 * pile without them; versions are counted anew, and what an undo, a redo or a restore says and sets
 * is found anew by folding what is left.
 *
 * <p>What was thrown, read and rated stays as it was. So the die of a rating is the one that really
 * lay there, even where the test data that brought it is gone, and a session that was started for a
 * test thread stays.
 */
public final class WithoutTestData {

  private final Set<Long> testThreads;
  private final Set<Long> targets;

  /** What the rewritten pile held where the original was at a target. */
  private final Map<Long, Contents> past = new HashMap<>();

  /** The rewritten version after each original one, from 0 on. */
  private final List<Long> versions = new ArrayList<>(List.of(0L));

  private final List<RecordedEvent> action = new ArrayList<>();
  private final List<PileEvent> rewritten = new ArrayList<>();
  private Contents contents = Contents.EMPTY;
  private long version;

  WithoutTestData(Set<Long> testThreads, Set<Long> targets) {
    this.testThreads = testThreads;
    this.targets = targets;
    past.put(0L, contents);
  }

  /**
   * Takes the next event of the stream.
   *
   * @return what is left of the action that it ends; nothing while the action goes on
   */
  public List<RecordedEvent> rewrite(RecordedEvent recorded) {
    action.add(recorded);
    if (!recorded.endsAction()) {
      return List.of();
    }
    long before = version;
    if (action.getFirst().event() instanceof Reversal reversal) {
      rewriteReversal(reversal);
    } else {
      action.forEach(this::rewriteEvent);
    }
    List<RecordedEvent> left = new ArrayList<>(rewritten.size());
    for (PileEvent event : rewritten) {
      left.add(new RecordedEvent(before + left.size() + 1, event, recorded.action(), version));
    }
    action.clear();
    rewritten.clear();
    return left;
  }

  /** The version that a reversal went back or forth to. The range of the action itself is last. */
  static long target(Reversal reversal) {
    return switch (reversal) {
      case ActionsUndone e -> e.takenBack().getLast().first() - 1;
      case ActionsRedone e -> e.broughtBack().getLast().last();
      case PileRestored e -> e.toVersion();
    };
  }

  private void rewriteEvent(RecordedEvent recorded) {
    PileEvent left =
        switch (recorded.event()) {
          case ThreadEvent e -> left(e);
          case QueueEvent e -> left(e);
          case SessionEvent e -> left(e);
          default -> throw new IllegalStateException("a reversal inside of another action");
        };
    if (left != null) {
      emit(left);
    }
    passed(recorded);
  }

  private void emit(PileEvent event) {
    rewritten.add(event);
    contents = contents.evolve(event);
    version++;
  }

  private void passed(RecordedEvent recorded) {
    versions.add(version);
    if (targets.contains(recorded.version())) {
      past.put(recorded.version(), contents);
    }
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
        List<Long> threads = withoutTest(e.threadIds());
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
    List<Long> pool = withoutTest(e.pool());
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

  private void rewriteReversal(Reversal reversal) {
    List<VersionRange> takenBack = rewritten(reversal.takenBack());
    List<VersionRange> broughtBack = rewritten(reversal.broughtBack());
    // What it consists of is not looked back at one by one.
    for (int i = 1; i < action.size(); i++) {
      versions.add(version);
    }
    if (!takenBack.isEmpty() || !broughtBack.isEmpty()) {
      Contents target = Objects.requireNonNull(past.get(target(reversal)));
      List<Difference> parts = Differences.between(contents, target);
      Long sessionId =
          target.openSession().or(contents::openSession).map(SessionFacts::id).orElse(null);
      emit(head(reversal, sessionId, takenBack, broughtBack, parts.getFirst()));
      parts.stream()
          .skip(1)
          .forEach(
              part ->
                  emit(
                      new ReversalContinued(
                          reversal.type(), part, reversal.prolongs(), reversal.at())));
    }
    passed(action.getLast());
  }

  private Reversal head(
      Reversal reversal,
      @Nullable Long sessionId,
      List<VersionRange> takenBack,
      List<VersionRange> broughtBack,
      Difference difference) {
    return switch (reversal) {
      case ActionsUndone e ->
          new ActionsUndone(sessionId, takenBack, broughtBack, difference, e.prolongs(), e.at());
      case ActionsRedone e ->
          new ActionsRedone(sessionId, takenBack, broughtBack, difference, e.prolongs(), e.at());
      case PileRestored e ->
          new PileRestored(
              versions.get((int) e.toVersion()),
              sessionId,
              takenBack,
              broughtBack,
              difference,
              e.prolongs(),
              e.at());
    };
  }

  private List<VersionRange> rewritten(List<VersionRange> ranges) {
    List<VersionRange> left = new ArrayList<>();
    for (VersionRange range : ranges) {
      long first = versions.get((int) range.first() - 1) + 1;
      long last = versions.get((int) range.last());
      if (first <= last) {
        left.add(new VersionRange(first, last));
      }
    }
    return left;
  }

  private boolean isTest(long threadId) {
    return testThreads.contains(threadId);
  }

  private List<Long> withoutTest(List<Long> threadIds) {
    return threadIds.stream().filter(id -> !isTest(id)).toList();
  }

  private String title(long threadId) {
    return contents.thread(threadId).orElseThrow().title();
  }

  private int position(long threadId) {
    return contents.position(contents.thread(threadId).orElseThrow());
  }

  private int positionAfter(PileEvent event, long threadId) {
    Contents after = contents.evolve(event);
    return after.position(after.thread(threadId).orElseThrow());
  }

  private Set<Long> snoozed() {
    Optional<SessionFacts> session = contents.openSession();
    return session.map(open -> (Set<Long>) new HashSet<>(open.snoozed())).orElse(Set.of());
  }

  private int snoozedAhead(long threadId) {
    int position = position(threadId);
    return (int) snoozed().stream().filter(id -> position(id) < position).count();
  }
}
