package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.retitle;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem.NothingToRedo;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.api.view.PileReply.ActionsReply;
import dev.comicpile.domain.Scenario;
import org.junit.jupiter.api.Test;

class RedoTest {

  private static Scenario sagaAndBone() {
    return given().having(add(SAGA, 5), add(BONE, 5));
  }

  private static VersionRange versions(long first, long last) {
    return new VersionRange(first, last);
  }

  @Test
  void theActionTakenBackLastIsBroughtBackAsAWhole() {
    sagaAndBone()
        .having(roll(), undo())
        .when(redo())
        .then(
            ActionsRedone.class,
            event -> {
              assertThat(event.broughtBack()).containsExactly(versions(3, 4));
              assertThat(event.takenBack()).isEmpty();
              assertThat(event.sessionId()).isEqualTo(TONIGHT);
              assertThat(event.difference().sessions()).hasSize(1);
            })
        .as(ActionType.REDO)
        .session(session -> assertThat(session.pending()).isTrue());
  }

  @Test
  void oneAfterAnotherTheyComeBackInTheirOrder() {
    sagaAndBone().having(undo(), undo(), redo()).when(redo()).queued(SAGA, BONE);
  }

  @Test
  void withNothingTakenBackThereIsNothingToRedo() {
    sagaAndBone().when(redo()).refused(new NothingToRedo()).saying("Nothing to redo");
  }

  @Test
  void whatIsBroughtBackIsNotBroughtBackTwice() {
    sagaAndBone().having(undo(), redo()).when(redo()).refused(new NothingToRedo());
  }

  @Test
  void aNewActionEndsIt() {
    sagaAndBone().having(undo(), add(MAUS, 1)).when(redo()).refused(new NothingToRedo());
  }

  @Test
  void whatChangesNothingDoesNotEndIt() {
    Scenario undone = sagaAndBone().having(undo());
    undone.when(retitle(SAGA, "Saga")).thenNothing();
    undone.when(redo()).queued(SAGA, BONE);
  }

  @Test
  void itCanBeTakenBackAgain() {
    sagaAndBone().having(undo(), redo()).when(undo()).queued(SAGA);
  }

  @Test
  void theAnswerTellsTheActionAndTheSession() {
    sagaAndBone()
        .having(roll(), undo())
        .when(redo())
        .answering(
            ActionsReply.class,
            reply -> {
              assertThat(reply.actions()).extracting(ActionView::undone).containsExactly(false);
              assertThat(reply.session().pendingThreadId()).isEqualTo(SAGA.id());
            });
  }
}
