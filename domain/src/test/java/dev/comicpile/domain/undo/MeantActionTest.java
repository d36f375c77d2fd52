package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Scenario.given;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.problem.PileProblem.AnotherActionToRedo;
import dev.comicpile.api.problem.PileProblem.AnotherActionToUndo;
import dev.comicpile.api.problem.PileProblem.NothingToUndo;
import dev.comicpile.domain.Scenario;
import org.junit.jupiter.api.Test;

/** A client may say which action it means, by the version of its last event. */
class MeantActionTest {

  /** Versions 1 and 2 add, 3 starts a session and 4 rolls. */
  private static Scenario rolledOnce() {
    return given().having(add(SAGA, 5), add(BONE, 5), roll());
  }

  @Test
  void theNextActionMayBeNamed() {
    rolledOnce().when(undo(4)).as(ActionType.UNDO);
    rolledOnce().having(undo()).when(redo(4)).as(ActionType.REDO);
  }

  @Test
  void anotherOneIsRefused() {
    rolledOnce().when(undo(2)).refused(new AnotherActionToUndo(2, 4));
    rolledOnce().when(undo(3)).refused(new AnotherActionToUndo(3, 4));
    rolledOnce().having(undo()).when(undo(4)).refused(new AnotherActionToUndo(4, 2));
    rolledOnce().having(undo(), undo()).when(redo(4)).refused(new AnotherActionToRedo(4, 2));
  }

  @Test
  void withNothingToUndoThatIsSaidFirst() {
    given().when(undo(1)).refused(new NothingToUndo());
  }
}
