package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.delete;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.restoreVersion;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem.NoSuchVersion;
import dev.comicpile.api.problem.PileProblem.VersionEndsNoAction;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.domain.Scenario;
import org.junit.jupiter.api.Test;

/** Help by an admin: to any version that ends an action. */
class RestoreVersionTest {

  private static final long STARTED = 2;
  private static final long ROLLED = 3;
  private static final long DELETED = 5;

  /** Saga was added, rolled in a new session, rated and deleted. */
  private static Scenario sagaRatedAndDeleted() {
    return given().having(add(SAGA, 5), roll(), rate(4.5), delete(SAGA));
  }

  private static VersionRange versions(long first, long last) {
    return new VersionRange(first, last);
  }

  @Test
  void thePileIsAsItWasAtThatVersion() {
    given()
        .having(add(SAGA, 5), add(BONE, 5), roll())
        .when(restoreVersion(1))
        .then(
            PileRestored.class,
            event -> {
              assertThat(event.toVersion()).isEqualTo(1);
              assertThat(event.takenBack()).containsExactly(versions(2, 4));
              assertThat(event.sessionId()).isEqualTo(TONIGHT);
              assertThat(event.difference().removedThreads()).containsExactly(BONE.id());
              assertThat(event.difference().removedSessions()).containsExactly(TONIGHT);
            })
        .as(ActionType.RESTORE)
        .queued(SAGA)
        .answering(SessionReply.class, reply -> assertThat(reply.session().id()).isNull());
  }

  @Test
  void theAnswerIsTheCurrentSession() {
    sagaRatedAndDeleted()
        .when(restoreVersion(ROLLED))
        .answering(
            SessionReply.class,
            reply -> assertThat(reply.session().pendingThreadId()).isEqualTo(SAGA.id()));
  }

  @Test
  void anUndoIsNoActionOfItsOwnThere() {
    given()
        .having(add(SAGA, 5), roll(), undo())
        .when(restoreVersion(ROLLED))
        .then(
            PileRestored.class,
            event -> {
              assertThat(event.takenBack()).isEmpty();
              assertThat(event.broughtBack()).containsExactly(versions(STARTED, ROLLED));
            });
  }

  @Test
  void norIsARedo() {
    given().having(add(SAGA, 5), undo(), redo()).when(restoreVersion(1)).thenNothing();
  }

  @Test
  void whereThatStandsAlreadyNothingHappens() {
    sagaRatedAndDeleted().when(restoreVersion(DELETED)).thenNothing();
  }

  @Test
  void severalRestoresAreTakenBackTogether() {
    given()
        .having(add(SAGA, 5), add(BONE, 5), restoreVersion(1), undo(), restoreVersion(1))
        .when(restoreVersion(2))
        .then(
            PileRestored.class,
            event -> {
              assertThat(event.takenBack()).containsExactly(versions(5, 5));
              assertThat(event.broughtBack()).containsExactly(versions(2, 2));
            })
        .queued(SAGA, BONE);
  }

  @Test
  void aVersionWithinAnActionIsRefusedAndItsEndIsSaid() {
    given()
        .having(add(SAGA, 5), roll(), roll())
        .when(restoreVersion(4))
        .refused(new VersionEndsNoAction(4, 5))
        .saying("Version 4 ends no action. The action it belongs to ends at version 5.");
  }

  @Test
  void aVersionThatIsNotThereIsRefused() {
    for (long version : new long[] {-1, 0, DELETED + 1, Long.MAX_VALUE}) {
      sagaRatedAndDeleted()
          .when(restoreVersion(version))
          .refused(new NoSuchVersion(version, DELETED))
          .saying("There is no version " + version + " to restore: the pile is at version 5.");
    }
  }

  @Test
  void anEmptyPileHasNoVersionToRestore() {
    given().when(restoreVersion(0)).refused(new NoSuchVersion(0, 0));
  }
}
