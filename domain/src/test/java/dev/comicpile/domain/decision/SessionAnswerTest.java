package dev.comicpile.domain.decision;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.endSession;
import static dev.comicpile.domain.Commands.override;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.setDie;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Commands.unsnoozeAll;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.PileWorld.READER;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.SessionView.ActiveThread;
import dev.comicpile.api.view.SessionView.SnoozedThread;
import dev.comicpile.domain.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session as commands answer it. */
class SessionAnswerTest {

  private static Scenario sagaAndBone() {
    return given(added(SAGA, 5), added(BONE, 3));
  }

  private static SessionView answered(Scenario scenario, PileCommand<?> command) {
    List<SessionView> answers = new ArrayList<>();
    scenario.when(command).answering(SessionReply.class, reply -> answers.add(reply.session()));
    return answers.getFirst();
  }

  @Test
  void withoutASessionItIsWhatTheNextOneWouldStartAs() {
    Scenario configured = sagaAndBone().under(new PileRules(Duration.ofHours(6), Die.D10, 4.0));

    assertThat(answered(configured, unsnoozeAll()))
        .isEqualTo(
            new SessionView(
                null, null, null, 10, null, READER, "10", null, 10, null, false, 0, List.of(),
                List.of(), null, false));
  }

  @Test
  void theSessionThatGoesOnTellsAllOfItself() {
    Scenario played = sagaAndBone().having(roll(), rate(5.0), roll(), snooze(), override(BONE));

    assertThat(answered(played, setDie(20)))
        .isEqualTo(
            new SessionView(
                TONIGHT,
                EVENING,
                null,
                6,
                20,
                READER,
                "6 → 4",
                new ActiveThread(BONE.id(), "Bone", "Comic", 3, 2, 0),
                20,
                0,
                true,
                2,
                List.of(SAGA.id()),
                List.of(new SnoozedThread(SAGA.id(), "Saga")),
                BONE.id(),
                false));
  }

  @Test
  void theLadderPathHoldsTheDieAfterEachRatingEndsIncluded() {
    Scenario rated = sagaAndBone().having(roll(), rate(5.0), roll(), rate(5.0));

    assertThat(answered(rated, endSession()).ladderPath()).isEqualTo("6 → 4 → 4");
  }

  @Test
  void aDieThatIsSetAndASnoozeDoNotEnterIt() {
    Scenario played = sagaAndBone().having(setDie(20), roll());

    assertThat(answered(played, snooze()).ladderPath()).isEqualTo("6");
  }

  @Test
  void theActiveThreadIsTheLatestPickAlsoAfterItsRating() {
    Scenario rated = sagaAndBone().having(roll(), rate(2.0));

    assertThat(answered(rated, setDie(8)).activeThread())
        .isEqualTo(new ActiveThread(SAGA.id(), "Saga", "Comic", 4, 2, 1));
  }

  @Test
  void thereIsNoActiveThreadWhereItNoLongerExists() {
    Scenario deleted = sagaAndBone().having(roll(), delete(SAGA));

    SessionView session = answered(deleted, setDie(8));
    assertThat(session.activeThread()).isNull();
    assertThat(session.lastRolledResult()).isEqualTo(1);
    assertThat(session.pendingThreadId()).isNull();
  }
}
