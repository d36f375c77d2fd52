package dev.comicpile.domain.pile;

import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions that stand: those of actions that are not undone. Undo and redo are no actions of
 * their own here; a restore is one.
 */
public final class Standing {

  /** Before the first event. */
  public static final Standing NONE = new Standing(new BitSet());

  private final BitSet versions;

  private Standing(BitSet versions) {
    this.versions = versions;
  }

  /** What stands after a stream read from its first event. */
  public static Standing after(List<RecordedEvent> events) {
    Fold fold = NONE.fold();
    events.forEach(fold::add);
    return fold.standing();
  }

  /**
   * The same by the actions that undo could take back: what each of them has brought about, from
   * the first one on, and nothing of what is undone.
   */
  public static Standing of(Timeline timeline) {
    BitSet standing = new BitSet();
    for (Action action : timeline.done().reversed()) {
      action.takenBack().forEach(range -> set(standing, range, false));
      action.broughtBack().forEach(range -> set(standing, range, true));
      set(standing, action.versions(), true);
    }
    return new Standing(standing);
  }

  /** What {@link #bytes()} wrote. */
  public static Standing of(byte[] bytes) {
    return new Standing(BitSet.valueOf(bytes));
  }

  /** A bit for each version, the lowest first. */
  public byte[] bytes() {
    return versions.toByteArray();
  }

  /** Goes on from here, event by event. */
  public Fold fold() {
    return new Fold((BitSet) versions.clone());
  }

  /** What stands after one event and then another one, changed in place. */
  public static final class Fold {

    private final BitSet standing;

    private Fold(BitSet standing) {
      this.standing = standing;
    }

    /** Adds the next event of the stream. */
    public void add(RecordedEvent recorded) {
      if (recorded.event() instanceof Reversal reversal) {
        reversal.takenBack().forEach(range -> set(standing, range, false));
        reversal.broughtBack().forEach(range -> set(standing, range, true));
      }
      if (isActionOfItsOwn(recorded)) {
        standing.set((int) recorded.version());
      }
    }

    /** Whether all that a reversal takes back stands now, and nothing that it brings back. */
    public boolean allows(Reversal reversal) {
      return reversal.takenBack().stream().allMatch(this::stands)
          && reversal.broughtBack().stream().noneMatch(this::standsInPart);
    }

    private boolean stands(VersionRange range) {
      return standing.nextClearBit((int) range.first()) > range.last();
    }

    private boolean standsInPart(VersionRange range) {
      int next = standing.nextSetBit((int) range.first());
      return next >= 0 && next <= range.last();
    }

    /** What stands now. */
    public Standing standing() {
      return new Standing((BitSet) standing.clone());
    }
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
  public List<VersionRange> without(Standing other) {
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
