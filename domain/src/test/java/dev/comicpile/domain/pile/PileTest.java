package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.endSession;
import static dev.comicpile.domain.Commands.restoreVersion;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.snooze;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.PileWorld.READER;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.VersionRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PileTest {

  /** Three threads, a roll and its snooze; then a restore to the second thread, and one undo. */
  private static Pile pile() {
    return given()
        .having(add(SAGA, 5), add(BONE, 0), add(MAUS, 5), roll(), snooze())
        .having(restoreVersion(2), add(MAUS, 1), undo())
        .pile();
  }

  private static RecordedEvent recorded(long version, long actionVersion) {
    return new RecordedEvent(version, added(SAGA, 5), ActionType.ADD, actionVersion);
  }

  @Test
  void theVersionIsHowManyEventsItsStreamHolds() {
    assertThat(Pile.empty(READER).version()).isZero();
    assertThat(pile().version()).isEqualTo(9);
  }

  @Test
  void anEventOutOfItsTurnIsAFault() {
    Pile pile = Pile.empty(READER).evolve(recorded(1, 1));

    for (long version : new long[] {0, 1, 3}) {
      assertThatThrownBy(() -> pile.evolve(recorded(version, version)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("version " + version + " does not follow version 1");
    }
  }

  @Test
  void anActionIsCompleteWithItsLastEvent() {
    assertThat(recorded(1, 2).endsAction()).isFalse();
    assertThat(recorded(2, 2).endsAction()).isTrue();
  }

  @Test
  void aPileFromItsSnapshotIsTheSame() {
    Pile pile = pile();
    Pile loaded = Pile.of(pile.snapshot());

    assertThat(loaded.contents()).isEqualTo(pile.contents());
    assertThat(loaded.contents().queue()).isEqualTo(pile.contents().queue());
    assertThat(loaded.contents().openSession()).isEqualTo(pile.contents().openSession());
    assertThat(loaded.snapshot()).isEqualTo(pile.snapshot());
    assertThat(loaded.timeline().next()).isEqualTo(pile.timeline().next());
    assertThat(loaded.timeline().nextRedo()).isEqualTo(pile.timeline().nextRedo());
  }

  @Test
  void aSnapshotListsThreadsAndSessionsByTheirIds() {
    PileSnapshot snapshot =
        given()
            .having(add(SAGA, 5), add(BONE, 5), roll())
            .having(endSession(), roll())
            .pile()
            .snapshot();

    assertThat(snapshot.readerId()).isEqualTo(READER);
    assertThat(snapshot.threads())
        .extracting(thread -> thread.id())
        .containsExactly(SAGA.id(), BONE.id());
    assertThat(snapshot.sessions())
        .extracting(session -> session.id())
        .containsExactly(TONIGHT, TOMORROW);
  }

  @Test
  void aSnapshotHoldsWhatUndoAndRedoWouldDo() {
    PileSnapshot snapshot = pile().snapshot();

    assertThat(snapshot.done())
        .containsExactly(
            action(1, 1),
            action(2, 2),
            action(3, 3),
            action(4, 5),
            action(6, 6),
            new Action(new VersionRange(7, 7), List.of(new VersionRange(3, 6)), List.of()));
    assertThat(snapshot.undone()).containsExactly(action(8, 8));
  }

  private static Action action(long first, long last) {
    return new Action(new VersionRange(first, last), List.of(), List.of());
  }

  @Test
  void theTimelineCountsWhatCanBeTakenAndBroughtBack() {
    assertThat(pile().timeline().size()).isEqualTo(7);
    assertThat(Pile.empty(READER).timeline().size()).isZero();
  }
}
