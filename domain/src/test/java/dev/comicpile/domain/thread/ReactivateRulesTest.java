package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.reactivate;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.reactivated;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.problem.PileProblem.ThreadNotCompleted;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.ThreadReply;
import org.junit.jupiter.api.Test;

class ReactivateRulesTest {

  @Test
  void aCompletedThreadComesBackAtTheFrontWithTheIssuesAdded() {
    given(added(SAGA, 5), added(BONE, 0))
        .when(reactivate(BONE, 3))
        .then(reactivated(BONE, 3, "-1"))
        .as(ActionType.REACTIVATE)
        .queued(BONE, SAGA)
        .leaving(thread(BONE).with(3).keyed("-1"))
        .answering(
            ThreadReply.class,
            reply -> {
              assertThat(reply.thread().queuePosition()).isEqualTo(1);
              assertThat(reply.thread().issuesRemaining()).isEqualTo(3);
            });
  }

  @Test
  void itKeepsItsRating() {
    given(added(thread(SAGA).completed().rated(4.5, EVENING), 0))
        .when(reactivate(SAGA, 2))
        .leaving(thread(SAGA).with(2).keyed("0").rated(4.5, EVENING));
  }

  @Test
  void theFrontIsBeforeWhateverStandsThere() {
    given(added(SAGA, 5), added(BONE, 5), added(MAUS, 0), moved(BONE, 2, 1, "-7.5"))
        .when(reactivate(MAUS, 1))
        .then(reactivated(MAUS, 1, "-9"))
        .queued(MAUS, BONE, SAGA);
  }

  @Test
  void anActiveThreadIsNotReactivated() {
    given(added(SAGA, 1))
        .when(reactivate(SAGA, 3))
        .refused(new ThreadNotCompleted(SAGA.id()))
        .saying("Thread 1 is not completed, so it cannot be reactivated.");
  }

  @Test
  void aThreadOfNoPileIsNotFound() {
    given().when(reactivate(ASTERIX, 3)).refused(new ThreadNotFound(ASTERIX.id()));
  }
}
