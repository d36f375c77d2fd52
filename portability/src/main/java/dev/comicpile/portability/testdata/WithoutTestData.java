package dev.comicpile.portability.testdata;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Differences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final RewrittenPile pile;
  private final Set<Long> targets;

  /** What the rewritten pile held where the original was at a target. */
  private final Map<Long, Contents> past = new HashMap<>();

  /** The rewritten version after each original one, from 0 on. */
  private final List<Long> versions = new ArrayList<>(List.of(0L));

  private final List<RecordedEvent> action = new ArrayList<>();
  private final List<PileEvent> rewritten = new ArrayList<>();
  private long version;

  WithoutTestData(Set<ThreadId> testThreads, Set<Long> targets) {
    this.pile = new RewrittenPile(testThreads);
    this.targets = targets;
    past.put(0L, pile.contents());
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
    PileEvent left = pile.left(recorded.event());
    if (left != null) {
      emit(left);
    }
    passed(recorded);
  }

  private void emit(PileEvent event) {
    rewritten.add(event);
    pile.evolve(event);
    version++;
  }

  private void passed(RecordedEvent recorded) {
    versions.add(version);
    if (targets.contains(recorded.version())) {
      past.put(recorded.version(), pile.contents());
    }
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
      Differences.reversal(
              pile.contents(),
              target,
              (difference, sessionId) ->
                  head(reversal, sessionId, takenBack, broughtBack, difference))
          .forEach(this::emit);
    }
    passed(action.getLast());
  }

  private Reversal head(
      Reversal reversal,
      @Nullable SessionId sessionId,
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
}
