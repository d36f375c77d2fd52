package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.addTest;
import static dev.comicpile.domain.Commands.addWithNotes;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.reactivate;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.deleted;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.reactivated;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.problem.PileProblem.ThreadNotCompleted;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ThreadRulesTest {

  @Nested
  class Add {

    @Test
    void theFirstThreadIsTheWholeQueue() {
      given().when(add(SAGA, 5)).then(added(SAGA, 5)).as(ActionType.ADD).queued(SAGA);
    }

    @Test
    void aNewThreadGoesToTheBack() {
      given(added(SAGA, 5), added(BONE, 5))
          .when(add(MAUS, 3))
          .then(added(MAUS, 3))
          .queued(SAGA, BONE, MAUS);
    }

    @Test
    void oneWithNothingToReadIsCompletedAndInNoQueue() {
      given(added(SAGA, 5))
          .when(add(BONE, 0))
          .then(added(BONE, 0))
          .queued(SAGA)
          .leaving(thread(BONE).completed());
    }

    @Test
    void notesAreKept() {
      given()
          .when(addWithNotes(SAGA, "from the library"))
          .then(added(thread(SAGA).noted("from the library"), 1));
    }

    @Test
    void emptyNotesAreNone() {
      given().when(addWithNotes(SAGA, "")).then(added(SAGA, 5));
    }

    @Test
    void aThreadMayBeATest() {
      given().when(addTest(SAGA)).then(added(thread(SAGA).test(), 1));
    }

    @Test
    void theAnswerIsTheThread() {
      given(added(SAGA, 5))
          .when(add(BONE, 3))
          .answering(
              ThreadReply.class,
              reply -> {
                assertThat(reply.thread().id()).isEqualTo(BONE.id());
                assertThat(reply.thread().queuePosition()).isEqualTo(2);
                assertThat(reply.thread().status()).isEqualTo("active");
                assertThat(reply.thread().createdAt()).isEqualTo(EVENING);
              });
    }
  }

  @Nested
  class Delete {

    @Test
    void theThreadIsGoneFromItsPlace() {
      given(added(SAGA, 5), added(BONE, 5), added(MAUS, 5))
          .when(delete(BONE))
          .then(deleted(BONE, 2))
          .as(ActionType.DELETE)
          .queued(SAGA, MAUS)
          .answering(CountReply.class, reply -> assertThat(reply.count()).isEqualTo(1));
    }

    @Test
    void aCompletedOneGoesToo() {
      given(added(SAGA, 0)).when(delete(SAGA)).then(deleted(SAGA, 0));
    }

    @Test
    void whatIsGoneIsNeitherPendingNorSnoozed() {
      given(
              added(SAGA, 5),
              added(BONE, 5),
              sessionStarted(Die.D6),
              rolled(BONE),
              snoozed(BONE, Die.D6, Die.D8),
              rolled(SAGA))
          .having(delete(SAGA))
          .when(delete(BONE))
          .session(
              session -> {
                assertThat(session.pending()).isFalse();
                assertThat(session.snoozed()).isEmpty();
              });
    }

    @Test
    void aThreadOfNoPileIsNotFound() {
      given(added(SAGA, 5)).when(delete(ASTERIX)).refused(new ThreadNotFound(ASTERIX.id()));
    }
  }

  @Nested
  class Reactivate {

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
}
