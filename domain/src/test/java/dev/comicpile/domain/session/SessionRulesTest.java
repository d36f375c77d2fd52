package dev.comicpile.domain.session;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.endSession;
import static dev.comicpile.domain.Commands.move;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.setDie;
import static dev.comicpile.domain.Commands.startSession;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.in;
import static dev.comicpile.domain.Events.over;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionEnded;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.problem.PileProblem.NoSessionToEnd;
import dev.comicpile.api.problem.PileProblem.NoSuchDie;
import dev.comicpile.api.problem.PileProblem.SessionAlreadyActive;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.domain.PileWorld;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionRulesTest {

  private static final Duration FIVE_HOURS = Duration.ofHours(5);
  private static final Duration SEVEN_HOURS = Duration.ofHours(7);

  @Nested
  class Start {

    @Test
    void aSessionStartsAtTheStartDieWithNothingPickedOrSnoozed() {
      given()
          .when(startSession())
          .then(sessionStarted(Die.D6))
          .as(ActionType.SESSION_START)
          .session(
              session -> {
                assertThat(session.startedAt()).isEqualTo(EVENING);
                assertThat(session.pick()).isNull();
                assertThat(session.pending()).isFalse();
                assertThat(session.snoozed()).isEmpty();
                assertThat(session.ladder()).containsExactly(Die.D6);
              });
    }

    @Test
    void theStartDieIsConfigured() {
      given()
          .under(new PileRules(Duration.ofHours(6), Die.D12, 4.0))
          .when(startSession())
          .then(sessionStarted(Die.D12));
    }

    @Test
    void theReaderMayChooseAnother() {
      given().when(startSession(12)).then(sessionStarted(Die.D12));
    }

    @Test
    void aDieOffTheLadderIsRefused() {
      given().when(startSession(7)).refused(new NoSuchDie(7));
    }

    @Test
    void whileOneIsActiveNoOtherStarts() {
      given(sessionStarted(Die.D6))
          .when(startSession())
          .refused(new SessionAlreadyActive(TONIGHT))
          .saying("Session 1001 is already active. Please end it first.");
    }

    @Test
    void oneThatWasIdleForTooLongEndsFirstAtItsLastActivity() {
      given(sessionStarted(Die.D6))
          .later(SEVEN_HOURS)
          .when(startSession(8))
          .then(
              sessionEnded(SessionEnded.Reason.IDLE, EVENING),
              in(TOMORROW, sessionStarted(Die.D8)));
    }

    @Test
    void afterOneHasEndedAnotherStarts() {
      given(sessionStarted(Die.D6), sessionEnded(SessionEnded.Reason.READER, EVENING))
          .when(startSession())
          .then(in(TOMORROW, sessionStarted(Die.D6)));
    }

    @Test
    void theAnswerIsTheSession() {
      given()
          .when(startSession(12))
          .answering(
              SessionReply.class,
              reply -> {
                assertThat(reply.session().id()).isEqualTo(TONIGHT);
                assertThat(reply.session().startDie()).isEqualTo(12);
                assertThat(reply.session().ladderPath()).isEqualTo("12");
                assertThat(reply.session().endedAt()).isNull();
                assertThat(reply.session().hasRestorePoint()).isTrue();
                assertThat(reply.session().userId()).isEqualTo(PileWorld.READER);
              });
    }
  }

  @Nested
  class End {

    @Test
    void theReaderEndsTheSessionNow() {
      given(sessionStarted(Die.D6))
          .later(FIVE_HOURS)
          .when(endSession())
          .then(sessionEnded(SessionEnded.Reason.READER, EVENING.plus(FIVE_HOURS)))
          .as(ActionType.SESSION_END);
    }

    @Test
    void itTakesItsPickWithItAndWhatIsSnoozed() {
      given(
              added(SAGA, 5),
              added(BONE, 5),
              sessionStarted(Die.D6),
              rolled(SAGA),
              snoozed(SAGA, Die.D6, Die.D8),
              rolled(BONE))
          .when(endSession())
          .then(sessionEnded(SessionEnded.Reason.READER, EVENING))
          .session(
              TONIGHT,
              session -> {
                assertThat(session.endedAt()).isEqualTo(EVENING);
                assertThat(session.pending()).isFalse();
                assertThat(session.snoozed()).isEmpty();
              });
    }

    @Test
    void withoutASessionThereIsNoneToEnd() {
      given().when(endSession()).refused(new NoSessionToEnd()).saying("No active session to end.");
    }

    @Test
    void oneThatWasIdleForTooLongIsOverAlready() {
      given(sessionStarted(Die.D6))
          .later(SEVEN_HOURS)
          .when(endSession())
          .refused(new NoSessionToEnd());
    }

    @Test
    void theAnswerIsTheSessionAsItEnded() {
      given(added(SAGA, 5), sessionStarted(Die.D6), rolled(SAGA))
          .when(endSession())
          .answering(
              SessionReply.class,
              reply -> {
                assertThat(reply.session().id()).isEqualTo(TONIGHT);
                assertThat(reply.session().endedAt()).isEqualTo(EVENING);
                assertThat(reply.session().pendingThreadId()).isNull();
              });
    }
  }

  /** A session goes on for six hours from its last dice action. */
  @Nested
  class IdleTime {

    @Test
    void countsFromTheLastDiceAction() {
      given(added(SAGA, 5))
          .having(roll())
          .later(FIVE_HOURS)
          .having(setDie(8))
          .later(FIVE_HOURS)
          .when(roll())
          .session(session -> assertThat(session.id()).isEqualTo(TONIGHT));
    }

    @Test
    void isNotProlongedByEditing() {
      given(added(SAGA, 5), sessionStarted(Die.D8))
          .later(FIVE_HOURS)
          .having(add(BONE, 5), move(BONE, 1))
          .later(FIVE_HOURS)
          .when(setDie(20))
          .then(
              sessionEnded(SessionEnded.Reason.IDLE, EVENING),
              in(TOMORROW, sessionStarted(Die.D6)),
              in(TOMORROW, dieSet(Die.D6, Die.D20)));
    }

    @Test
    void editingStartsNoSession() {
      assertThat(given().when(add(SAGA, 5)).contents().sessions()).isEmpty();
    }

    @Test
    void aSessionStartedByTheReaderIsTheOneThatIsRolledIn() {
      given(added(SAGA, 5))
          .having(startSession(10))
          .when(roll())
          .then(rolled(SAGA, Die.D10, over(SAGA), 1));
    }
  }
}
