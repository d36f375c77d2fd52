package dev.comicpile.domain.session;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.endSession;
import static dev.comicpile.domain.Commands.markRead;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Commands.startSession;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Die;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.problem.PileProblem.NoActiveSession;
import dev.comicpile.api.problem.PileProblem.NothingPending;
import dev.comicpile.api.view.PileReply.ActionsReply;
import dev.comicpile.domain.Outcome;
import dev.comicpile.domain.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who rolls in the evening and rates in the morning rates that thread, in a new session. */
class CarriedPickTest {

  private static final Duration NIGHT = Duration.ofHours(9);

  private static Scenario rolledInTheEvening() {
    return given().having(add(SAGA, 5), add(BONE, 5), roll());
  }

  private static Outcome inTheMorning(PileCommand<?> command, Class<?>... events) {
    Outcome outcome = rolledInTheEvening().later(NIGHT).when(command);
    assertThat(outcome.events()).extracting(Object::getClass).isEqualTo(java.util.List.of(events));
    assertThat(outcome.contents().openSession().map(SessionFacts::id)).contains(TOMORROW);
    return outcome;
  }

  @Test
  void aRatingInTheMorningRatesWhatWasRolledInTheEvening() {
    Outcome outcome =
        inTheMorning(rate(4.5), SessionEnded.class, SessionStarted.class, ThreadRated.class);

    ThreadRated rated = (ThreadRated) outcome.events().getLast();
    assertThat(rated.threadId()).isEqualTo(SAGA.id());
    assertThat(rated.sessionId()).isEqualTo(TOMORROW);
    assertThat(rated.dieBefore()).isEqualTo(Die.D6);
    outcome.session(TONIGHT, s -> assertThat(s.pending()).isFalse());
    outcome.session(TOMORROW, s -> assertThat(s.pending()).isFalse());
  }

  @Test
  void theStartOfTheNewSessionSaysWhatItTookOver() {
    inTheMorning(startSession(), SessionEnded.class, SessionStarted.class)
        .session(
            s -> {
              assertThat(s.pendingPick().orElseThrow().threadId()).isEqualTo(SAGA.id());
              assertThat(s.pendingPick().orElseThrow().at()).isEqualTo(Scenario.EVENING);
            });
  }

  @Test
  void itIsReadOrSnoozedInTheMorningToo() {
    inTheMorning(markRead(1), SessionEnded.class, SessionStarted.class, IssuesRead.class);
    inTheMorning(snooze(), SessionEnded.class, SessionStarted.class, ThreadSnoozed.class)
        .session(s -> assertThat(s.snoozed()).containsExactly(SAGA.id()));
  }

  @Test
  void whoRollsAgainSkipsIt() {
    Outcome outcome =
        inTheMorning(
            roll(),
            SessionEnded.class,
            SessionStarted.class,
            PendingThreadSkipped.class,
            DieRolled.class);

    assertThat(((SessionEvent) outcome.events().get(2)).sessionId()).isEqualTo(TOMORROW);
  }

  @Test
  void itIsCarriedFromNightToNight() {
    rolledInTheEvening()
        .later(NIGHT)
        .having(startSession())
        .later(NIGHT)
        .when(rate(3.0))
        .session(s -> assertThat(s.id()).isGreaterThan(TOMORROW));
  }

  @Test
  void aSessionThatTheReaderEndsTakesItsPickWithIt() {
    rolledInTheEvening()
        .having(endSession())
        .later(NIGHT)
        .when(rate(4.0))
        .refused(new NothingPending());
    rolledInTheEvening().having(endSession()).when(rate(4.0)).refused(new NothingPending());
  }

  @Test
  void inAPileWithoutAnySessionThereIsNone() {
    given().having(add(SAGA, 5)).when(rate(4.0)).refused(new NoActiveSession());
    rolledInTheEvening().having(undo()).when(rate(4.0)).refused(new NoActiveSession());
  }

  @Test
  void aThreadThatIsGoneIsNotCarried() {
    rolledInTheEvening()
        .later(NIGHT)
        .having(delete(SAGA))
        .when(rate(4.0))
        .refused(new NothingPending());
  }

  @Test
  void undoingTheMorningsRatingLeavesTheEveningsPickPending() {
    rolledInTheEvening()
        .later(NIGHT)
        .having(rate(4.5))
        .when(undo())
        .answering(
            ActionsReply.class,
            reply -> {
              assertThat(reply.session().id()).isNull();
              assertThat(reply.session().pendingThreadId()).isEqualTo(SAGA.id());
            })
        .session(s -> assertThat(s.id()).isEqualTo(TONIGHT));
  }
}
