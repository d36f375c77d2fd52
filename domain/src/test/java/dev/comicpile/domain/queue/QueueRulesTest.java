package dev.comicpile.domain.queue;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.clearQueue;
import static dev.comicpile.domain.Commands.move;
import static dev.comicpile.domain.Commands.moveToBack;
import static dev.comicpile.domain.Commands.moveToFront;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.cleared;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.problem.PileProblem.ThreadNotActive;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.domain.Scenario;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueueRulesTest {

  private static Scenario sagaBoneMaus() {
    return given(added(SAGA, 5), added(BONE, 5), added(MAUS, 5));
  }

  @Nested
  class Move {

    @Test
    void aThreadMovesToAPositionAndTheOthersMakeRoom() {
      sagaBoneMaus()
          .when(move(MAUS, 2))
          .then(moved(MAUS, 3, 2, "0.5"))
          .as(ActionType.MOVE)
          .queued(SAGA, MAUS, BONE);
    }

    @Test
    void aThreadMovesToTheFront() {
      sagaBoneMaus().when(moveToFront(MAUS)).then(moved(MAUS, 3, 1, "-1")).queued(MAUS, SAGA, BONE);
    }

    @Test
    void aThreadMovesToTheBack() {
      sagaBoneMaus().when(moveToBack(SAGA)).then(moved(SAGA, 1, 3, "3")).queued(BONE, MAUS, SAGA);
    }

    @Test
    void beyondTheEndIsTheEnd() {
      sagaBoneMaus().when(move(SAGA, 99)).then(moved(SAGA, 1, 3, "3"));
    }

    @Test
    void toWhereItIsAlreadyIsNoAction() {
      sagaBoneMaus().when(move(BONE, 2)).thenNothing();
    }

    @Test
    void theLastThreadIsBeyondTheEndAlready() {
      sagaBoneMaus().when(move(MAUS, 99)).thenNothing();
    }

    @Test
    void whereThereIsNoRoomBetweenTwoKeysTheWholeQueueGetsNewOnes() {
      String closeToSaga = "0." + "0".repeat(400) + "1";
      given(added(SAGA, 5), added(BONE, 5), added(MAUS, 5), moved(BONE, 2, 2, closeToSaga))
          .when(move(MAUS, 2))
          .then(
              ThreadMoved.class,
              event -> {
                assertThat(event.orderKey()).isEqualByComparingTo("1");
                assertThat(event.respaced())
                    .extracting(entry -> entry.threadId())
                    .isEqualTo(List.of(SAGA.id(), MAUS.id(), BONE.id()));
              })
          .queued(SAGA, MAUS, BONE);
    }

    @Test
    void aCompletedThreadIsNotMoved() {
      given(added(SAGA, 0), added(BONE, 5))
          .when(moveToFront(SAGA))
          .refused(new ThreadNotActive(SAGA.id()));
    }

    @Test
    void aThreadOfNoPileIsNotFound() {
      sagaBoneMaus().when(moveToFront(ASTERIX)).refused(new ThreadNotFound(ASTERIX.id()));
    }

    @Test
    void theAnswerIsTheThreadAtItsNewPosition() {
      sagaBoneMaus()
          .when(move(MAUS, 2))
          .answering(
              ThreadReply.class,
              reply -> {
                assertThat(reply.thread().id()).isEqualTo(MAUS.id());
                assertThat(reply.thread().queuePosition()).isEqualTo(2);
              });
    }
  }

  @Nested
  class Clear {

    @Test
    void everyActiveThreadIsRemovedAndCompletedOnesStay() {
      given(added(SAGA, 5), added(BONE, 0), added(MAUS, 5))
          .when(clearQueue())
          .then(cleared(SAGA, MAUS))
          .as(ActionType.CLEAR_QUEUE)
          .queued()
          .answering(CountReply.class, reply -> assertThat(reply.count()).isEqualTo(2));
    }

    @Test
    void whatIsRemovedIsNeitherPendingNorSnoozed() {
      given(
              added(SAGA, 5),
              added(BONE, 5),
              sessionStarted(Die.D6),
              rolled(SAGA),
              snoozed(SAGA, Die.D6, Die.D8),
              rolled(BONE))
          .when(clearQueue())
          .then(cleared(SAGA, BONE))
          .session(
              session -> {
                assertThat(session.pending()).isFalse();
                assertThat(session.snoozed()).isEmpty();
              });
    }

    @Test
    void anEmptyQueueIsClearAlready() {
      given(added(SAGA, 0))
          .when(clearQueue())
          .thenNothing()
          .answering(CountReply.class, reply -> assertThat(reply.count()).isZero());
    }
  }
}
