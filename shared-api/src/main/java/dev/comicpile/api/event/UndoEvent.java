package dev.comicpile.api.event;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Actions taken back and brought back. Each names the versions it concerns and carries what
 * differs.
 */
public sealed interface UndoEvent extends PileEvent {

  /** What this event changes of the pile, as facts to set. */
  Difference difference();

  /** Whether the idle time of the session that is open after it counts anew from this event. */
  boolean prolongs();

  /** An undo, a redo or a restore: the head of its action, with the versions it concerns. */
  sealed interface Reversal extends UndoEvent {

    /** Versions that no longer stand, in ascending order. */
    List<VersionRange> takenBack();

    /** Versions that stand again, in ascending order. */
    List<VersionRange> broughtBack();

    /** The session it is entered under: the open one after it, else the open one before, if any. */
    @Nullable SessionId sessionId();

    @Override
    default ActionType type() {
      return switch (this) {
        case ActionsUndone _ -> ActionType.UNDO;
        case ActionsRedone _ -> ActionType.REDO;
        case PileRestored _ -> ActionType.RESTORE;
      };
    }
  }

  /** The latest standing action was taken back. */
  record ActionsUndone(
      @Nullable SessionId sessionId,
      List<VersionRange> takenBack,
      List<VersionRange> broughtBack,
      Difference difference,
      boolean prolongs,
      Instant at)
      implements Reversal {
    public ActionsUndone {
      takenBack = List.copyOf(takenBack);
      broughtBack = List.copyOf(broughtBack);
    }
  }

  /** The action taken back last was brought back. */
  record ActionsRedone(
      @Nullable SessionId sessionId,
      List<VersionRange> takenBack,
      List<VersionRange> broughtBack,
      Difference difference,
      boolean prolongs,
      Instant at)
      implements Reversal {
    public ActionsRedone {
      takenBack = List.copyOf(takenBack);
      broughtBack = List.copyOf(broughtBack);
    }
  }

  /** The pile was restored to what stood at {@code toVersion}. */
  record PileRestored(
      long toVersion,
      @Nullable SessionId sessionId,
      List<VersionRange> takenBack,
      List<VersionRange> broughtBack,
      Difference difference,
      boolean prolongs,
      Instant at)
      implements Reversal {
    public PileRestored {
      takenBack = List.copyOf(takenBack);
      broughtBack = List.copyOf(broughtBack);
    }
  }

  /** More of the difference of the reversal before it, which was too large for one event. */
  record ReversalContinued(ActionType type, Difference difference, boolean prolongs, Instant at)
      implements UndoEvent {}
}
