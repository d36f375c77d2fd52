package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.restoreVersion;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.Scenario;
import org.junit.jupiter.api.Test;

/** A restore is an action: undo takes it back, and so brings back what it took away. */
class UndoOfARestoreTest {

  private static Scenario sagaAndBone() {
    return given().having(add(SAGA, 5), add(BONE, 5));
  }

  private static VersionRange versions(long first, long last) {
    return new VersionRange(first, last);
  }

  @Test
  void whatTheRestoreTookAwayStandsAgain() {
    sagaAndBone()
        .having(restoreVersion(1))
        .when(undo())
        .then(
            ActionsUndone.class,
            event -> {
              assertThat(event.takenBack()).containsExactly(versions(3, 3));
              assertThat(event.broughtBack()).containsExactly(versions(2, 2));
            })
        .queued(SAGA, BONE);
  }

  @Test
  void whatTheRestoreBroughtBackIsGoneAgain() {
    sagaAndBone()
        .having(undo(), restoreVersion(2))
        .when(undo())
        .then(
            ActionsUndone.class,
            event -> {
              assertThat(event.takenBack()).containsExactly(versions(2, 2), versions(4, 4));
              assertThat(event.broughtBack()).isEmpty();
            })
        .queued(SAGA);
  }

  @Test
  void aRedoRestoresOnceMore() {
    sagaAndBone()
        .having(undo(), restoreVersion(2), undo())
        .when(redo())
        .then(
            ActionsRedone.class,
            event ->
                assertThat(event.broughtBack()).containsExactly(versions(2, 2), versions(4, 4)))
        .queued(SAGA, BONE);
  }

  @Test
  void aRedoTakesAwayOnceMore() {
    sagaAndBone()
        .having(restoreVersion(1), undo())
        .when(redo())
        .then(
            ActionsRedone.class,
            event -> {
              assertThat(event.takenBack()).containsExactly(versions(2, 2));
              assertThat(event.broughtBack()).containsExactly(versions(3, 3));
            })
        .queued(SAGA);
  }
}
