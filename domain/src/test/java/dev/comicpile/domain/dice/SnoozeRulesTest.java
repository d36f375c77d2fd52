package dev.comicpile.domain.dice;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Commands.unsnooze;
import static dev.comicpile.domain.Commands.unsnoozeAll;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Events.unsnoozed;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.problem.PileProblem.NoActiveSession;
import dev.comicpile.api.problem.PileProblem.NothingPending;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView.SnoozedThread;
import dev.comicpile.domain.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SnoozeRulesTest {

  /** Saga and Bone are snoozed, Saga first. */
  private static Scenario bothSnoozed() {
    return given(
        added(SAGA, 5),
        added(BONE, 5),
        sessionStarted(Die.D6),
        rolled(SAGA),
        snoozed(SAGA, Die.D6, Die.D8),
        rolled(BONE),
        snoozed(BONE, Die.D8, Die.D10));
  }

  @Nested
  class Snooze {

    @Test
    void thePendingThreadKeepsItsPlaceAndTheDieStepsUpAsTheManualDie() {
      given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6), rolled(SAGA))
          .when(snooze())
          .then(snoozed(SAGA, Die.D6, Die.D8))
          .as(ActionType.SNOOZE)
          .queued(SAGA, BONE)
          .session(
              session -> {
                assertThat(session.snoozed()).containsExactly(SAGA.id());
                assertThat(session.pending()).isFalse();
                assertThat(session.manualDie()).isEqualTo(Die.D8);
                assertThat(session.ladder()).containsExactly(Die.D6);
              });
    }

    @Test
    void theDieStepsUpFromTheManualDie() {
      given(added(SAGA, 5), sessionStarted(Die.D6), dieSet(Die.D6, Die.D12), rolled(SAGA))
          .when(snooze())
          .then(snoozed(SAGA, Die.D12, Die.D20));
    }

    @Test
    void theLargestDieStays() {
      given(added(SAGA, 5), sessionStarted(Die.D20), rolled(SAGA))
          .when(snooze())
          .then(snoozed(SAGA, Die.D20, Die.D20));
    }

    @Test
    void withNothingPendingItIsRefused() {
      given(added(SAGA, 5), sessionStarted(Die.D6)).when(snooze()).refused(new NothingPending());
    }

    @Test
    void withoutASessionItIsRefused() {
      given(added(SAGA, 5)).when(snooze()).refused(new NoActiveSession());
    }

    @Test
    void theAnswerIsTheSession() {
      given(added(SAGA, 5), sessionStarted(Die.D6), rolled(SAGA))
          .when(snooze())
          .answering(
              SessionReply.class,
              reply -> {
                assertThat(reply.session().snoozedThreads())
                    .containsExactly(new SnoozedThread(SAGA.id(), "Saga"));
                assertThat(reply.session().currentDie()).isEqualTo(8);
                assertThat(reply.session().pendingThreadId()).isNull();
              });
    }
  }

  @Nested
  class Unsnooze {

    @Test
    void oneThreadComesBackIntoThePool() {
      bothSnoozed()
          .when(unsnooze(SAGA))
          .then(unsnoozed(SAGA))
          .as(ActionType.UNSNOOZE)
          .session(session -> assertThat(session.snoozed()).containsExactly(BONE.id()));
    }

    @Test
    void allComeBackAsOneAction() {
      bothSnoozed()
          .when(unsnoozeAll())
          .then(unsnoozed(SAGA), unsnoozed(BONE))
          .as(ActionType.UNSNOOZE)
          .session(session -> assertThat(session.snoozed()).isEmpty());
    }

    @Test
    void theDieStaysAsTheSnoozeLeftIt() {
      bothSnoozed()
          .when(unsnoozeAll())
          .session(session -> assertThat(session.currentDie()).isEqualTo(Die.D10));
    }

    @Test
    void whatIsNotSnoozedIsNoAction() {
      given(added(SAGA, 5), sessionStarted(Die.D6)).when(unsnooze(SAGA)).thenNothing();
    }

    @Test
    void withoutASessionThereIsNothingToDo() {
      given(added(SAGA, 5)).when(unsnoozeAll()).thenNothing();
    }

    @Test
    void inASessionThatIsOverNothingIsSnoozedAnyMore() {
      bothSnoozed()
          .later(Duration.ofHours(7))
          .when(unsnoozeAll())
          .thenNothing()
          .answering(SessionReply.class, reply -> assertThat(reply.session().id()).isNull());
    }

    @Test
    void aThreadOfNoPileIsNotFound() {
      given(added(SAGA, 5)).when(unsnooze(ASTERIX)).refused(new ThreadNotFound(ASTERIX.id()));
    }
  }
}
