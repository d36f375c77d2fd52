package dev.comicpile.portability.archive;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.domain.pile.Timeline;
import dev.comicpile.portability.format.Checks;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The undos, redos and restores of one reader in an archive. What they name stands in the history
 * and what the timeline undoes and redoes next must be the same, or the one shows what the other
 * has taken back.
 */
final class Reversals {

  private final Standing.Fold standing = Standing.NONE.fold();

  /** The first event of the action that goes on, or of the last one. */
  private @Nullable PileEvent head;

  /** Whether the next event begins an action. */
  private boolean isHead = true;

  /**
   * Takes note of the next event.
   *
   * @param before what undo and redo would have done before it
   * @throws dev.comicpile.web.BadInputException naming the place, if it takes back or brings back
   *     what it could not
   */
  void see(String place, RecordedEvent recorded, Timeline before) {
    if (!isInItsPlace(recorded)) {
      throw Checks.notAllowed(place, "must be at the head of an undo, a redo or a restore");
    }
    if (!isPossible(recorded, before)) {
      throw Checks.notAllowed(place, "must take back and bring back what it could at that version");
    }
    standing.add(recorded);
    if (isHead) {
      head = recorded.event();
    }
    isHead = recorded.endsAction();
  }

  /** An undo, a redo or a restore begins its action, and what it is continued by follows it. */
  private boolean isInItsPlace(RecordedEvent recorded) {
    return switch (recorded.event()) {
      case Reversal e -> isHead && e.type() == recorded.action();
      case ReversalContinued e -> !isHead && head instanceof Reversal && e.type() == head.type();
      default -> true;
    };
  }

  private boolean isPossible(RecordedEvent recorded, Timeline before) {
    return switch (recorded.event()) {
      case ActionsUndone e ->
          before
              .next()
              .filter(action -> action.takenBackByUndo().equals(e.takenBack()))
              .filter(action -> action.broughtBackByUndo().equals(e.broughtBack()))
              .isPresent();
      case ActionsRedone e ->
          before
              .nextRedo()
              .filter(action -> action.takenBackByRedo().equals(e.takenBack()))
              .filter(action -> action.broughtBackByRedo().equals(e.broughtBack()))
              .isPresent();
      case PileRestored e ->
          e.toVersion() >= 0
              && e.toVersion() < recorded.version()
              && Stream.concat(e.takenBack().stream(), e.broughtBack().stream())
                  .allMatch(range -> range.last() < recorded.version())
              && standing.allows(e);
      default -> isUndoOrRedo(recorded.event().type()) == isUndoOrRedo(recorded.action());
    };
  }

  private static boolean isUndoOrRedo(ActionType type) {
    return type == ActionType.UNDO || type == ActionType.REDO;
  }
}
