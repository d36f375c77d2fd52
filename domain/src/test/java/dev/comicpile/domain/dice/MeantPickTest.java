package dev.comicpile.domain.dice;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.markRead;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Scenario.given;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.problem.PileProblem.AnotherThreadPending;
import dev.comicpile.api.problem.PileProblem.NothingPending;
import dev.comicpile.domain.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client may say which pick it means; another device may have been faster. */
class MeantPickTest {

  private static Scenario sagaIsPending() {
    return given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6), rolled(SAGA));
  }

  @Test
  void thePendingThreadMayBeNamed() {
    sagaIsPending().when(rate(4.5, SAGA)).as(ActionType.RATE);
    sagaIsPending().when(markRead(1, SAGA)).as(ActionType.READ);
    sagaIsPending().when(snooze(SAGA)).as(ActionType.SNOOZE);
  }

  @Test
  void anotherOneThanThePendingThreadIsRefused() {
    for (PileCommand<?> command : List.of(rate(4.5, BONE), markRead(1, BONE), snooze(BONE))) {
      sagaIsPending().when(command).refused(new AnotherThreadPending(BONE.id(), SAGA.id()));
    }
  }

  @Test
  void withNothingPendingThatIsSaidFirst() {
    given(added(SAGA, 5), sessionStarted(Die.D6))
        .when(rate(4.5, SAGA))
        .refused(new NothingPending());
  }
}
