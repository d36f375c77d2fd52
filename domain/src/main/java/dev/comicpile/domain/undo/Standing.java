package dev.comicpile.domain.undo;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions that stand: those of actions that are not undone. Undo and redo are no actions of
 * their own here; a restore is one.
 */
public final class Standing {

  private final BitSet versions;
  private final BitSet restores;

  private Standing(BitSet versions, BitSet restores) {
    this.versions = versions;
    this.restores = restores;
  }

  /** What stands after a stream read from its first event. */
  public static Standing after(List<RecordedEvent> events) {
    BitSet standing = new BitSet();
    BitSet restores = new BitSet();
    for (RecordedEvent recorded : events) {
      if (recorded.event() instanceof Reversal reversal) {
        reversal.takenBack().forEach(range -> set(standing, range, false));
        reversal.broughtBack().forEach(range -> set(standing, range, true));
      }
      if (isActionOfItsOwn(recorded)) {
        standing.set((int) recorded.version());
      }
      if (recorded.action() == ActionType.RESTORE) {
        restores.set((int) recorded.version());
      }
    }
    return new Standing(standing, restores);
  }

  private static boolean isActionOfItsOwn(RecordedEvent recorded) {
    return switch (recorded.action()) {
      case UNDO, REDO -> false;
      default -> true;
    };
  }

  /** Whether the event of a version stands. */
  public boolean contains(long version) {
    return versions.get((int) version);
  }

  /** The versions that stand here and not there, as ranges in ascending order. */
  List<VersionRange> without(Standing other) {
    BitSet difference = (BitSet) versions.clone();
    difference.andNot(other.versions);
    List<VersionRange> ranges = new ArrayList<>();
    for (int first = difference.nextSetBit(0); first >= 0; ) {
      int end = difference.nextClearBit(first);
      ranges.add(new VersionRange(first, end - 1));
      first = difference.nextSetBit(end);
    }
    return ranges;
  }

  /**
   * Whether a pile is the same by either. A restore says which other actions stand, and nothing of
   * the pile is its own.
   */
  boolean holdsTheSameAs(Standing other) {
    return withoutRestores().equals(other.withoutRestores());
  }

  private BitSet withoutRestores() {
    BitSet others = (BitSet) versions.clone();
    others.andNot(restores);
    return others;
  }

  private static void set(BitSet standing, VersionRange range, boolean stands) {
    standing.set((int) range.first(), (int) range.last() + 1, stands);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Standing that && versions.equals(that.versions);
  }

  @Override
  public int hashCode() {
    return versions.hashCode();
  }

  @Override
  public String toString() {
    return versions.toString();
  }
}
