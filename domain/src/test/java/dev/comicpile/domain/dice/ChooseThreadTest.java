package dev.comicpile.domain.dice;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.override;
import static dev.comicpile.domain.Commands.setPending;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.chosen;
import static dev.comicpile.domain.Events.overridden;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.setAsPending;
import static dev.comicpile.domain.Events.skipped;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Events.unsnoozed;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.problem.PileProblem.ThreadNotActive;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.RollReply;
import dev.comicpile.api.view.RollView;
import org.junit.jupiter.api.Test;

/** An override or set-pending: the reader picks without a roll. */
class ChooseThreadTest {

  @Test
  void anOverridePicksTheThreadWithoutARoll() {
    given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6))
        .when(override(BONE))
        .then(overridden(BONE, Die.D6, 2))
        .as(ActionType.ROLL);
  }

  @Test
  void setPendingPicksItToo() {
    given(added(SAGA, 5), sessionStarted(Die.D6))
        .when(setPending(SAGA))
        .then(setAsPending(SAGA, Die.D6, 1))
        .as(ActionType.ROLL);
  }

  @Test
  void aChoiceStartsASessionWhereNoneIsActive() {
    given(added(SAGA, 5))
        .when(override(SAGA))
        .then(sessionStarted(Die.D6), overridden(SAGA, Die.D6, 1));
  }

  @Test
  void aThreadThatIsPendingIsSkipped() {
    given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6), rolled(SAGA))
        .when(override(BONE))
        .then(skipped(SAGA), overridden(BONE, Die.D6, 2));
  }

  @Test
  void theThreadThatIsPendingAlreadyIsSkippedAndPickedAgain() {
    given(added(SAGA, 5), sessionStarted(Die.D6), rolled(SAGA))
        .when(override(SAGA))
        .then(skipped(SAGA), overridden(SAGA, Die.D6, 1));
  }

  @Test
  void aSnoozedThreadIsUnsnoozedByIt() {
    given(added(SAGA, 5), sessionStarted(Die.D6), rolled(SAGA), snoozed(SAGA, Die.D6, Die.D8))
        .when(setPending(SAGA))
        .then(unsnoozed(SAGA), setAsPending(SAGA, Die.D8, 1))
        .session(session -> assertThat(session.snoozed()).isEmpty());
  }

  @Test
  void otherSnoozedThreadsStaySnoozedAndAreCounted() {
    given(
            added(SAGA, 5),
            added(BONE, 5),
            added(MAUS, 5),
            sessionStarted(Die.D6),
            rolled(SAGA),
            snoozed(SAGA, Die.D6, Die.D8),
            rolled(BONE),
            snoozed(BONE, Die.D8, Die.D10))
        .when(override(BONE))
        .then(unsnoozed(BONE), chosen(BONE, SelectionMethod.OVERRIDE, Die.D10, 2, 1, 1));
  }

  @Test
  void aThreadOfNoPileIsNotFound() {
    given(added(SAGA, 5))
        .when(override(ASTERIX))
        .refused(new ThreadNotFound(ASTERIX.id()))
        .saying("Thread 8 not found");
  }

  @Test
  void aCompletedThreadIsNotPicked() {
    given(added(SAGA, 0))
        .when(setPending(SAGA))
        .refused(new ThreadNotActive(SAGA.id()))
        .saying("Thread 1 is completed. Please reactivate it first.");
  }

  @Test
  void theAnswerTellsThePickWithoutAResult() {
    given(added(SAGA, 5), added(BONE, 3), sessionStarted(Die.D6))
        .when(override(BONE))
        .answering(
            RollReply.class,
            reply ->
                assertThat(reply.roll())
                    .isEqualTo(new RollView(BONE.id(), "Bone", "Comic", 3, 2, 6, 0, 0, 0)));
  }
}
