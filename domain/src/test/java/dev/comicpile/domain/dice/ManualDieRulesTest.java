package dev.comicpile.domain.dice;

import static dev.comicpile.domain.Commands.clearManualDie;
import static dev.comicpile.domain.Commands.setDie;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.manualDieCleared;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.problem.PileProblem.NoSuchDie;
import dev.comicpile.api.view.PileReply.SessionReply;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualDieRulesTest {

  @Nested
  class SetDie {

    @Test
    void theManualDieIsTheCurrentOneAndTheLadderStays() {
      given(sessionStarted(Die.D6))
          .when(setDie(20))
          .then(dieSet(Die.D6, Die.D20))
          .as(ActionType.SET_DIE)
          .session(
              session -> {
                assertThat(session.currentDie()).isEqualTo(Die.D20);
                assertThat(session.ladderDie()).isEqualTo(Die.D6);
                assertThat(session.ladder()).containsExactly(Die.D6);
              });
    }

    @Test
    void withoutASessionOneIsStarted() {
      given().when(setDie(8)).then(sessionStarted(Die.D6), dieSet(Die.D6, Die.D8));
    }

    @Test
    void theDieThatIsSetAlreadyIsNoAction() {
      given(sessionStarted(Die.D6), dieSet(Die.D6, Die.D20)).when(setDie(20)).thenNothing();
    }

    @Test
    void theLaddersDieCanBeTheManualOne() {
      given(sessionStarted(Die.D6)).when(setDie(6)).then(dieSet(Die.D6, Die.D6));
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 0, 5, 7, 100})
    void aDieOffTheLadderIsRefusedAndTheLadderIsListed(int sides) {
      given()
          .when(setDie(sides))
          .refused(new NoSuchDie(sides))
          .saying("There is no d" + sides + ". Please choose one of d4, d6, d8, d10, d12, d20.");
    }

    @Test
    void theAnswerIsTheSession() {
      given(sessionStarted(Die.D6))
          .when(setDie(20))
          .answering(
              SessionReply.class,
              reply -> {
                assertThat(reply.session().manualDie()).isEqualTo(20);
                assertThat(reply.session().currentDie()).isEqualTo(20);
              });
    }
  }

  @Nested
  class Clear {

    @Test
    void theLaddersDieIsTheCurrentOneAgain() {
      given(sessionStarted(Die.D8), dieSet(Die.D8, Die.D20))
          .when(clearManualDie())
          .then(manualDieCleared(Die.D20, Die.D8))
          .as(ActionType.CLEAR_DIE)
          .session(session -> assertThat(session.currentDie()).isEqualTo(Die.D8));
    }

    @Test
    void withoutAManualDieThereIsNothingToClear() {
      given(sessionStarted(Die.D8)).when(clearManualDie()).thenNothing();
    }

    @Test
    void withoutASessionNoneIsStartedForIt() {
      given()
          .when(clearManualDie())
          .thenNothing()
          .answering(
              SessionReply.class, reply -> assertThat(reply.session().currentDie()).isEqualTo(6));
    }

    @Test
    void inASessionThatIsOverThereIsNothingToClear() {
      given(sessionStarted(Die.D8), dieSet(Die.D8, Die.D20))
          .later(Duration.ofHours(7))
          .when(clearManualDie())
          .thenNothing();
    }
  }
}
