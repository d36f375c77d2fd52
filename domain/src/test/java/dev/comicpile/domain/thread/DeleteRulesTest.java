package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.deleteTestThreads;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.deleted;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.CountReply;
import org.junit.jupiter.api.Test;

class DeleteRulesTest {

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

  @Test
  void allTestThreadsAreDeletedCompletedOnesTooAsOneAction() {
    given(added(thread(SAGA).test().completed(), 0), added(BONE, 5), added(thread(MAUS).test(), 2))
        .when(deleteTestThreads())
        .then(deleted(SAGA, 0), deleted(MAUS, 2))
        .as(ActionType.DELETE)
        .queued(BONE)
        .answering(CountReply.class, reply -> assertThat(reply.count()).isEqualTo(2));
  }

  @Test
  void withoutATestThereIsNothingToDelete() {
    given(added(SAGA, 5), moved(SAGA, 1, 1, "7"))
        .when(deleteTestThreads())
        .thenNothing()
        .answering(CountReply.class, reply -> assertThat(reply.count()).isZero());
  }
}
