package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.redo;
import static dev.comicpile.domain.Commands.restoreVersion;
import static dev.comicpile.domain.Commands.roll;
import static dev.comicpile.domain.Commands.undo;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.domain.Scenario;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Undone actions stay in the stream but no longer stand. */
class StandingTest {

  /** Saga is version 1, Bone version 2, and the roll versions 3 and 4. */
  private static List<Long> standing(PileCommand<?>... after) {
    var stream = given().having(add(SAGA, 5), add(BONE, 5), roll()).having(after).stream();
    Standing standing = Standing.after(stream);
    return LongStream.rangeClosed(1, stream.size()).filter(standing::contains).boxed().toList();
  }

  @Test
  void everyEventOfAnActionStands() {
    assertThat(standing()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void anUndoTakesAllEventsOfAnActionAwayAndStandsNowhereItself() {
    assertThat(standing(undo())).containsExactly(1L, 2L);
    assertThat(standing(undo(), undo())).containsExactly(1L);
  }

  @Test
  void aRedoBringsThemBack() {
    assertThat(standing(undo(), undo(), redo())).containsExactly(1L, 2L);
  }

  @Test
  void aRestoreIsAnActionThatStands() {
    assertThat(standing(restoreVersion(1))).containsExactly(1L, 5L);
  }

  @Test
  void whatARestoreTookAwayStandsAgainOnceItIsUndone() {
    assertThat(standing(restoreVersion(1), undo())).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void twoStreamsInWhichTheSameStandsAreEqual() {
    var played = given().having(add(SAGA, 5));
    var undone = given().having(add(SAGA, 5), add(BONE, 5), undo());
    var more = given().having(add(SAGA, 5), add(BONE, 5));

    assertThat(Standing.after(played.stream())).isEqualTo(Standing.after(undone.stream()));
    assertThat(Standing.after(played.stream())).isNotEqualTo(Standing.after(more.stream()));
  }

  /** Saga is rolled; the roll is undone, the pile restored, the restore undone and redone. */
  private static Scenario backAndForth() {
    return given()
        .having(add(SAGA, 5), add(BONE, 5), roll(), undo(), add(SAGA, 1))
        .having(restoreVersion(4), undo(), redo());
  }

  @Test
  void theActionsThatUndoCouldTakeBackTellTheSameAsTheStream() {
    Scenario played = backAndForth();

    assertThat(Standing.of(played.pile().timeline())).isEqualTo(Standing.after(played.stream()));
  }

  @Test
  void itGoesOnFromWhatStoodBefore() {
    List<RecordedEvent> stream = backAndForth().stream();
    Standing early = Standing.after(stream.subList(0, 4));
    Standing.Fold fold = early.fold();
    stream.subList(4, stream.size()).forEach(fold::add);

    assertThat(fold.standing()).isEqualTo(Standing.after(stream));
    assertThat(early).isEqualTo(Standing.after(stream.subList(0, 4)));
  }

  @Test
  void itIsReadFromItsBytes() {
    Standing standing = Standing.after(backAndForth().stream());

    assertThat(Standing.of(standing.bytes())).isEqualTo(standing);
    assertThat(Standing.of(Standing.NONE.bytes())).isEqualTo(Standing.NONE);
  }
}
