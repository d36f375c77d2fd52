package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.endSession;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.restoreSnapshot;
import static dev.comicpile.domain.Commands.restoreStart;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.startSession;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem.NothingToRedo;
import dev.comicpile.api.problem.PileProblem.RestorePointNotFound;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.domain.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The restore points of a session: its start and each rating. */
class RestoreRulesTest {

  private static final long STARTED = 2;
  private static final long ROLLED = 3;
  private static final long RATED = 4;
  private static final long DELETED = 5;

  /** Saga was added, rolled in a new session, rated and deleted. */
  private static Scenario sagaRatedAndDeleted() {
    return given().having(add(SAGA, 5), roll(), rate(4.5), delete(SAGA));
  }

  private static VersionRange versions(long first, long last) {
    return new VersionRange(first, last);
  }

  @Test
  void afterARatingThePileIsAsItWasThen() {
    sagaRatedAndDeleted()
        .when(restoreSnapshot(TONIGHT, RATED))
        .then(
            PileRestored.class,
            event -> {
              assertThat(event.toVersion()).isEqualTo(RATED);
              assertThat(event.takenBack()).containsExactly(versions(DELETED, DELETED));
              assertThat(event.broughtBack()).isEmpty();
              assertThat(event.sessionId()).isEqualTo(TONIGHT);
            })
        .as(ActionType.RESTORE)
        .leaving(thread(SAGA).with(4).keyed("0").rated(4.5, EVENING))
        .session(session -> assertThat(session.currentDie()).isEqualTo(Die.D4));
  }

  @Test
  void atTheSessionsStartNothingIsPickedYet() {
    sagaRatedAndDeleted()
        .when(restoreStart(TONIGHT))
        .then(
            PileRestored.class,
            event -> {
              assertThat(event.toVersion()).isEqualTo(STARTED);
              assertThat(event.takenBack()).containsExactly(versions(ROLLED, DELETED));
            })
        .as(ActionType.RESTORE)
        .leaving(thread(SAGA))
        .session(
            session -> {
              assertThat(session.pick()).isNull();
              assertThat(session.currentDie()).isEqualTo(Die.D6);
            });
  }

  @Test
  void theStartIsARestorePointByItsVersionToo() {
    sagaRatedAndDeleted()
        .when(restoreSnapshot(TONIGHT, STARTED))
        .session(session -> assertThat(session.pick()).isNull());
  }

  @Test
  void aStartIsFoundHoweverLongAgoItWas() {
    Scenario longAgo = given(sessionStarted(Die.D6), added(SAGA, 5));
    for (int i = 0; i < 2_000; i++) {
      longAgo.and(moved(SAGA, 1, 1, String.valueOf(i + 1)));
    }
    longAgo
        .when(restoreStart(TONIGHT))
        .then(
            PileRestored.class,
            event -> assertThat(event.takenBack()).containsExactly(versions(2, 2_002)));
  }

  @Test
  void anEndedSessionIsOpenAgain() {
    sagaRatedAndDeleted()
        .having(endSession())
        .when(restoreSnapshot(TONIGHT, RATED))
        .session(session -> assertThat(session.id()).isEqualTo(TONIGHT));
  }

  @Test
  void aLaterSessionIsGoneAgain() {
    sagaRatedAndDeleted()
        .having(endSession(), startSession())
        .when(restoreStart(TONIGHT))
        .then(
            PileRestored.class,
            event -> assertThat(event.difference().removedSessions()).containsExactly(TOMORROW));
  }

  @Test
  void whatWasTakenBackSinceStandsAgain() {
    given()
        .having(add(SAGA, 5), roll(), rate(4.5), undo())
        .when(restoreSnapshot(TONIGHT, RATED))
        .then(
            PileRestored.class,
            event -> {
              assertThat(event.takenBack()).isEmpty();
              assertThat(event.broughtBack()).containsExactly(versions(RATED, RATED));
            })
        .session(session -> assertThat(session.currentDie()).isEqualTo(Die.D4));
  }

  @Test
  void whereThatStandsAlreadyNothingHappens() {
    given().having(startSession()).when(restoreStart(TONIGHT)).thenNothing();
  }

  @Test
  void itEndsRedo() {
    sagaRatedAndDeleted()
        .having(undo(), restoreStart(TONIGHT))
        .when(redo())
        .refused(new NothingToRedo());
  }

  @Test
  void aSessionOfNoPileIsNotFound() {
    sagaRatedAndDeleted()
        .when(restoreStart(TOMORROW))
        .refused(new SessionNotFound(TOMORROW))
        .saying("Session 1002 not found");
  }

  @Test
  void norIsARestorePointOfIt() {
    sagaRatedAndDeleted()
        .when(restoreSnapshot(TOMORROW, RATED))
        .refused(new SessionNotFound(TOMORROW));
  }

  @Test
  void anyOtherVersionIsNoRestorePoint() {
    for (long version : new long[] {-1, 0, 1, ROLLED, DELETED, DELETED + 1}) {
      sagaRatedAndDeleted()
          .when(restoreSnapshot(TONIGHT, version))
          .refused(new RestorePointNotFound(TONIGHT, version));
    }
  }

  @Test
  void aRestorePointOfAnotherSessionIsNone() {
    Scenario twoSessions =
        given().having(add(SAGA, 5), startSession(), endSession(), roll(), rate(4.5));
    twoSessions
        .when(restoreSnapshot(TOMORROW, STARTED))
        .refused(new RestorePointNotFound(TOMORROW, STARTED))
        .saying("Restore point 2 not found in session 1002");
    twoSessions.when(restoreSnapshot(TONIGHT, 6)).refused(new RestorePointNotFound(TONIGHT, 6));
  }

  @Test
  void theAnswerIsTheSessionAsRestored() {
    sagaRatedAndDeleted()
        .when(restoreSnapshot(TONIGHT, RATED))
        .answering(
            SessionReply.class,
            reply -> {
              assertThat(reply.session().id()).isEqualTo(TONIGHT);
              assertThat(reply.session().ladderPath()).isEqualTo("6 → 4");
              assertThat(reply.session().endedAt()).isNull();
            });
  }

  @Test
  void aSessionThatIsOverByIdlenessIsAnsweredAsEnded() {
    given()
        .having(startSession())
        .later(Duration.ofHours(7))
        .when(restoreStart(TONIGHT))
        .thenNothing()
        .answering(
            SessionReply.class,
            reply -> {
              assertThat(reply.session().id()).isEqualTo(TONIGHT);
              assertThat(reply.session().endedAt()).isEqualTo(EVENING);
            });
  }
}
