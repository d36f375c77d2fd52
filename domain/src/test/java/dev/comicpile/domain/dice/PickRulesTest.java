package dev.comicpile.domain.dice;

import static dev.comicpile.domain.Comic.AKIRA;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.HELLBOY;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Comic.SANDMAN;
import static dev.comicpile.domain.Comic.WATCHMEN;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.in;
import static dev.comicpile.domain.Events.over;
import static dev.comicpile.domain.Events.rated;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionEnded;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.skipped;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.problem.PileProblem.AllThreadsSnoozed;
import dev.comicpile.api.problem.PileProblem.NoActiveThreads;
import dev.comicpile.api.view.PileReply.RollReply;
import dev.comicpile.api.view.RollView;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PickRulesTest {

  @Nested
  class Roll {

    @Test
    void theFirstRollStartsASessionAtTheStartDie() {
      given(added(SAGA, 5), added(BONE, 5))
          .when(roll())
          .then(sessionStarted(Die.D6), rolled(SAGA, Die.D6, over(SAGA, BONE), 1))
          .as(ActionType.ROLL);
    }

    @Test
    void theStartDieIsConfigured() {
      given(added(SAGA, 5))
          .under(new PileRules(Duration.ofHours(6), Die.D10, 4.0))
          .when(roll())
          .then(sessionStarted(Die.D10), rolled(SAGA, Die.D10, over(SAGA), 1));
    }

    @Test
    void theResultIsTheRowInThePoolCountedFromOne() {
      given(added(SAGA, 5), added(BONE, 5), added(MAUS, 5), sessionStarted(Die.D6))
          .rollingRow(3)
          .when(roll())
          .then(rolled(MAUS, Die.D6, over(SAGA, BONE, MAUS), 3));
    }

    @Test
    void thePoolIsAsManyThreadsFromTheFrontAsTheDieHasSides() {
      given(
              added(SAGA, 1),
              added(BONE, 1),
              added(MAUS, 1),
              added(WATCHMEN, 1),
              added(HELLBOY, 1),
              added(AKIRA, 1),
              added(SANDMAN, 1),
              sessionStarted(Die.D6))
          .rollingRow(6)
          .when(roll())
          .then(rolled(AKIRA, Die.D6, over(SAGA, BONE, MAUS, WATCHMEN, HELLBOY, AKIRA), 6));
    }

    @Test
    void completedThreadsAreInNoPool() {
      given(added(SAGA, 0), added(BONE, 5), sessionStarted(Die.D6))
          .when(roll())
          .then(rolled(BONE, Die.D6, over(BONE), 1));
    }

    @Test
    void snoozedThreadsAreLeftOutAndTheNextOnesMoveUp() {
      given(
              added(SAGA, 1),
              added(BONE, 1),
              added(MAUS, 1),
              added(WATCHMEN, 1),
              added(HELLBOY, 1),
              added(AKIRA, 1),
              sessionStarted(Die.D4),
              rolled(BONE),
              snoozed(BONE, Die.D4, Die.D4))
          .rollingRow(4)
          .when(roll())
          .then(rolled(HELLBOY, Die.D4, over(SAGA, MAUS, WATCHMEN, HELLBOY), 5, 1, 1));
    }

    @Test
    void onlySnoozedThreadsAheadOfItAreCountedAsPassed() {
      given(
              added(SAGA, 1),
              added(BONE, 1),
              added(MAUS, 1),
              sessionStarted(Die.D6),
              rolled(SAGA),
              snoozed(SAGA, Die.D6, Die.D8),
              rolled(MAUS),
              snoozed(MAUS, Die.D8, Die.D10))
          .when(roll())
          .then(rolled(BONE, Die.D10, over(BONE), 2, 1, 2));
    }

    @Test
    void theManualDieGoesBeforeTheLadders() {
      given(added(SAGA, 5), sessionStarted(Die.D6), dieSet(Die.D6, Die.D20))
          .when(roll())
          .then(rolled(SAGA, Die.D20, over(SAGA), 1));
    }

    @Test
    void aThreadThatIsPendingIsSkipped() {
      given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6), rolled(SAGA))
          .rollingRow(2)
          .when(roll())
          .then(skipped(SAGA), rolled(BONE, Die.D6, over(SAGA, BONE), 2))
          .as(ActionType.ROLL);
    }

    @Test
    void aThreadThatWasRatedIsNotSkipped() {
      given(
              added(SAGA, 5),
              sessionStarted(Die.D6),
              rolled(SAGA),
              rated(SAGA, 4.5, 4, Die.D6, Die.D4, QueueEnd.FRONT, "0"))
          .when(roll())
          .then(rolled(SAGA, Die.D4, over(SAGA), 1));
    }

    @Test
    void withoutActiveThreadsThereIsNothingToRoll() {
      given(added(SAGA, 0))
          .when(roll())
          .refused(new NoActiveThreads())
          .saying("No active threads to roll for. Please add a thread first.");
    }

    @Test
    void whereAllAreSnoozedThereIsNothingToRoll() {
      given(added(SAGA, 5), sessionStarted(Die.D6), rolled(SAGA), snoozed(SAGA, Die.D6, Die.D8))
          .when(roll())
          .refused(new AllThreadsSnoozed(1))
          .saying("All active threads are snoozed. Please unsnooze one or start a new session.");
    }

    @Test
    void theAnswerTellsThePick() {
      given(
              added(SAGA, 5),
              added(BONE, 3),
              sessionStarted(Die.D6),
              rolled(SAGA),
              snoozed(SAGA, Die.D6, Die.D8))
          .when(roll())
          .answering(
              RollReply.class,
              reply ->
                  assertThat(reply.roll())
                      .isEqualTo(new RollView(BONE.id(), "Bone", "Comic", 3, 2, 8, 1, 1, 1)));
    }
  }

  /** A session that was idle for too long is over, and the next dice action starts a new one. */
  @Nested
  class IdleSession {

    private static final Duration GAP = Duration.ofHours(6);

    @Test
    void aRollWithinSixHoursIsOfTheSameSession() {
      given(added(SAGA, 5), sessionStarted(Die.D6))
          .later(GAP)
          .when(roll())
          .then(rolled(SAGA, Die.D6, over(SAGA), 1));
    }

    @Test
    void aRollAfterSixHoursEndsItAtItsLastActivityAndStartsAnother() {
      given(added(SAGA, 5), sessionStarted(Die.D8))
          .later(GAP.plusMillis(1))
          .when(roll())
          .then(
              sessionEnded(SessionEnded.Reason.IDLE, EVENING),
              in(TOMORROW, sessionStarted(Die.D6)),
              in(TOMORROW, rolled(SAGA, Die.D6, over(SAGA), 1)));
    }

    @Test
    void theGapIsConfigured() {
      given(added(SAGA, 5), sessionStarted(Die.D6))
          .under(new PileRules(Duration.ofMinutes(5), Die.D6, 4.0))
          .later(Duration.ofMinutes(6))
          .when(roll())
          .then(
              sessionEnded(SessionEnded.Reason.IDLE, EVENING),
              in(TOMORROW, sessionStarted(Die.D6)),
              in(TOMORROW, rolled(SAGA, Die.D6, over(SAGA), 1)));
    }

    @Test
    void nothingIsSnoozedInTheNewOne() {
      given(
              added(SAGA, 5),
              added(BONE, 5),
              sessionStarted(Die.D6),
              rolled(SAGA),
              snoozed(SAGA, Die.D6, Die.D8))
          .later(Duration.ofHours(7))
          .when(roll())
          .then(
              sessionEnded(SessionEnded.Reason.IDLE, EVENING),
              in(TOMORROW, sessionStarted(Die.D6)),
              in(TOMORROW, rolled(SAGA, Die.D6, over(SAGA, BONE), 1)));
    }
  }
}
