package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.endSession;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.restoreStart;
import static dev.comicpile.domain.Commands.restoreVersion;
import static dev.comicpile.domain.Commands.retitle;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.setDie;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.view.PileReply.ActionsReply;
import dev.comicpile.domain.Scenario;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An undo, a redo or a restore keeps a session going, but wakes none that is over by idleness. */
class IdleSessionTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NIGHT = Duration.ofHours(9);

  private static Scenario evening(PileCommand<?>... commands) {
    return given().having(add(SAGA, 5), add(BONE, 5), roll(), snooze()).having(commands);
  }

  private static Instant lastActivity(Scenario played, PileCommand<?> command) {
    return played
        .when(command)
        .contents()
        .openSession()
        .map(SessionFacts::lastActivityAt)
        .orElseThrow();
  }

  @Test
  void undoingAnActionOfTheSessionThatGoesOnProlongsIt() {
    assertThat(lastActivity(evening(setDie(20)).later(HOUR), undo())).isEqualTo(EVENING.plus(HOUR));
  }

  @Test
  void soDoesRedoingOne() {
    assertThat(lastActivity(evening(setDie(20), undo()).later(HOUR), redo()))
        .isEqualTo(EVENING.plus(HOUR));
  }

  @Test
  void soDoesARestoreWithinIt() {
    assertThat(lastActivity(evening(setDie(20)).later(HOUR), restoreStart(TONIGHT)))
        .isEqualTo(EVENING.plus(HOUR));
  }

  @Test
  void undoingATitleProlongsNothing() {
    assertThat(lastActivity(evening(retitle(SAGA, "Saga Vol. 1")).later(HOUR), undo()))
        .isEqualTo(EVENING);
  }

  @Test
  void undoingATitleInTheMorningWakesNothing() {
    evening(retitle(SAGA, "Saga Vol. 1"))
        .later(NIGHT)
        .when(undo())
        .answering(
            ActionsReply.class,
            reply -> {
              assertThat(reply.session().id()).isNull();
              assertThat(reply.session().snoozedThreadIds()).isEmpty();
              assertThat(reply.session().currentDie()).isEqualTo(6);
            });
  }

  @Test
  void undoingAnActionOfASessionThatIsOverWakesItNeither() {
    assertThat(lastActivity(evening(setDie(20)).later(NIGHT), undo())).isEqualTo(EVENING);
  }

  @Test
  void undoingTheNextDaysRollLeavesTheEveningsSessionOver() {
    Scenario nextDay = evening().later(NIGHT).having(roll());

    nextDay
        .when(undo())
        .answering(ActionsReply.class, reply -> assertThat(reply.session().id()).isNull())
        .session(
            s -> {
              assertThat(s.id()).isEqualTo(TONIGHT);
              assertThat(s.lastActivityAt()).isEqualTo(EVENING);
            });
  }

  @Test
  void whatProlongedASessionIsNotTakenBackByAnUndoThatDoesNot() {
    Scenario played =
        evening(retitle(SAGA, "Saga Vol. 1"), setDie(20)).later(HOUR).having(undo()).later(HOUR);

    assertThat(lastActivity(played, undo())).isEqualTo(EVENING.plus(HOUR));
  }

  @Test
  void undoingTheEndOfASessionGoesOnFromItsLastActivity() {
    assertThat(lastActivity(evening(endSession()).later(HOUR), undo())).isEqualTo(EVENING);
  }

  @Test
  void restoringTwiceIsOneAction() {
    evening(setDie(20), restoreStart(TONIGHT)).when(restoreStart(TONIGHT)).thenNothing();
    evening(setDie(20), restoreStart(TONIGHT), undo())
        .when(restoreStart(TONIGHT))
        .session(s -> assertThat(s.manualDie()).isNull());
  }

  @Test
  void anyRestorePointCanBeRestoredByItsVersionAlsoOneInsideAnAction() {
    evening()
        .when(restoreVersion(3))
        .session(
            s -> {
              assertThat(s.id()).isEqualTo(TONIGHT);
              assertThat(s.pick()).isNull();
            });
  }
}
