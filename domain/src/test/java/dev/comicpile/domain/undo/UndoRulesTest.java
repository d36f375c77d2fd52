package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.addWithNotes;
import static dev.comicpile.domain.Commands.clearQueue;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.importThreads;
import static dev.comicpile.domain.Commands.move;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.rateAndFinish;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.row;
import static dev.comicpile.domain.Commands.setDie;
import static dev.comicpile.domain.Commands.setIssues;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Commands.startSession;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.Notes;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem.NothingToUndo;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.api.view.PileReply.ActionsReply;
import dev.comicpile.domain.Scenario;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UndoRulesTest {

  private static Scenario sagaAndBone() {
    return given().having(add(SAGA, 5), add(BONE, 5));
  }

  private static VersionRange versions(long first, long last) {
    return new VersionRange(first, last);
  }

  @Test
  void theLatestActionIsTakenBackAsAWhole() {
    sagaAndBone()
        .having(roll())
        .when(undo())
        .then(
            ActionsUndone.class,
            event -> {
              assertThat(event.takenBack()).containsExactly(versions(3, 4));
              assertThat(event.broughtBack()).isEmpty();
              assertThat(event.sessionId()).isEqualTo(TONIGHT);
              assertThat(event.difference().removedSessions()).containsExactly(TONIGHT);
              assertThat(event.difference().threads()).isEmpty();
            })
        .as(ActionType.UNDO);
  }

  @Test
  void oneAfterAnotherItGoesBackToTheEmptyPile() {
    Scenario three = sagaAndBone().having(roll()).having(undo(), undo());
    assertThat(three.when(undo()).contents().threads()).isEmpty();
    three.when(undo()).refused(new NothingToUndo()).saying("Nothing to undo");
  }

  @Test
  void inAPileWithoutAnActionThereIsNothingToUndo() {
    given().when(undo()).refused(new NothingToUndo());
  }

  @Test
  void aRatingTakenBackLeavesDieOrderAndPickAsTheyWere() {
    sagaAndBone()
        .having(roll(), rate(2.0))
        .when(undo())
        .queued(SAGA, BONE)
        .leaving(thread(SAGA))
        .session(
            session -> {
              assertThat(session.currentDie()).isEqualTo(Die.D6);
              assertThat(session.pending()).isTrue();
              assertThat(session.ladder()).containsExactly(Die.D6);
            });
  }

  @Test
  void aRatingThatEndedTheSessionIsTakenBackWithTheEnd() {
    sagaAndBone()
        .having(roll(), rateAndFinish(4.5))
        .when(undo())
        .then(
            ActionsUndone.class,
            event -> {
              assertThat(event.takenBack()).containsExactly(versions(5, 6));
              assertThat(event.sessionId()).isEqualTo(TONIGHT);
            })
        .session(session -> assertThat(session.pending()).isTrue());
  }

  @Test
  void aSnoozeTakenBackLeavesTheThreadPendingOnTheFormerDie() {
    sagaAndBone()
        .having(roll(), snooze())
        .when(undo())
        .session(
            session -> {
              assertThat(session.snoozed()).isEmpty();
              assertThat(session.pending()).isTrue();
              assertThat(session.manualDie()).isNull();
            });
  }

  @Test
  void aDeletedThreadComesBackUnderItsIdAtItsPlaceStillPending() {
    sagaAndBone()
        .having(roll(), delete(SAGA))
        .when(undo())
        .queued(SAGA, BONE)
        .leaving(thread(SAGA))
        .session(session -> assertThat(session.pending()).isTrue());
  }

  @Test
  void aClearedQueueComesBackInItsOrder() {
    sagaAndBone().having(move(BONE, 1), clearQueue()).when(undo()).queued(BONE, SAGA);
  }

  @Test
  void anImportIsTakenBackAsAWhole() {
    given()
        .having(add(SAGA, 5), importThreads(row(BONE, 1), row(MAUS, 0)))
        .when(undo())
        .then(
            ActionsUndone.class,
            event ->
                assertThat(event.difference().removedThreads())
                    .containsExactly(BONE.id(), MAUS.id()))
        .queued(SAGA);
  }

  @Test
  void aCompletedThreadIsActiveAgain() {
    sagaAndBone().having(setIssues(SAGA, 0)).when(undo()).queued(SAGA, BONE);
  }

  @Test
  void ofAMoveOnlyThePlaceIsRecorded() {
    sagaAndBone()
        .having(move(BONE, 1))
        .when(undo())
        .then(
            ActionsUndone.class,
            event -> {
              assertThat(event.difference().moved())
                  .containsExactly(new OrderEntry(BONE.id(), BigDecimal.ONE));
              assertThat(event.difference().threads()).isEmpty();
              assertThat(event.sessionId()).isNull();
            });
  }

  @Test
  void whatChangedNothingIsNoActionToTakeBack() {
    Scenario moved = sagaAndBone().having(move(BONE, 1));
    moved.when(move(BONE, 1)).thenNothing();
    moved.when(undo()).queued(SAGA, BONE);
  }

  @Test
  void ofTheSessionThatGoesOnItIsActivity() {
    Duration fiveHours = Duration.ofHours(5);
    sagaAndBone()
        .having(startSession(), setDie(8))
        .later(fiveHours)
        .when(undo())
        .session(
            session -> assertThat(session.lastActivityAt()).isEqualTo(EVENING.plus(fiveHours)));
  }

  @Test
  void theAnswerTellsTheActionAndTheSession() {
    sagaAndBone()
        .having(roll())
        .when(undo())
        .answering(
            ActionsReply.class,
            reply -> {
              assertThat(reply.actions())
                  .containsExactly(
                      new ActionView(
                          4,
                          "roll",
                          "Rolled 1 on d6: Saga",
                          EVENING,
                          TONIGHT,
                          SAGA.id(),
                          "Saga",
                          true,
                          Map.of("die", 6, "result", 1)));
              assertThat(reply.session().id()).isNull();
            });
  }

  @Test
  void ofAVeryLargeDifferenceTheFirstPartNamesTheSession() {
    Scenario full = given();
    for (int i = 0; i < 25; i++) {
      full.having(addWithNotes(SAGA, "n".repeat(Notes.LONGEST)));
    }
    assertThat(full.having(startSession(), clearQueue()).when(undo()).events())
        .hasSizeGreaterThan(1)
        .first()
        .extracting(event -> Objects.requireNonNull(((Reversal) event).sessionId()))
        .isEqualTo(TONIGHT);
  }
}
