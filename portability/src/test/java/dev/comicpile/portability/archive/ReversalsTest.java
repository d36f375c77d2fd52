package dev.comicpile.portability.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.RandomPlay;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.testdata.TestDataSurvey;
import dev.comicpile.portability.testdata.WithoutTestData;
import dev.comicpile.web.BadInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which undos, redos and restores an archive may hold. */
class ReversalsTest {

  private static final int SEQUENCES =
      Math.max(1, Integer.getInteger("laws.sequences", 1_000) / 10);
  private static final int STEPS = 150;
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Difference NOTHING =
      new Difference(List.of(), List.of(), List.of(), List.of(), List.of());

  @Test
  void whatThisSystemHasDecidedAndWhatAnExportLeavesOfItIsTaken() {
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      long seed = 7 + 2L * sequence;
      PileWorld world = new PileWorld(new Random(seed));
      RandomPlay play = new RandomPlay(world, new Random(seed + 1));
      for (int step = 0; step < STEPS; step++) {
        world.pass(Duration.ofMinutes(3));
        sendOrNot(world, play);
      }
      assertThatCode(() -> seeAll(world.stream())).as("seed %s", seed).doesNotThrowAnyException();
      List<RecordedEvent> exported = withoutTestData(world);
      assertThatCode(() -> seeAll(exported)).as("seed %s", seed).doesNotThrowAnyException();
    }
  }

  private static void sendOrNot(PileWorld world, RandomPlay play) {
    try {
      world.send(play.next());
    } catch (PileRefusal refused) {
      // Then nothing happens.
    }
  }

  private static List<RecordedEvent> withoutTestData(PileWorld world) {
    TestDataSurvey survey = new TestDataSurvey();
    world.stream().forEach(survey::see);
    WithoutTestData rewriting = survey.rewriting();
    List<RecordedEvent> left = new ArrayList<>();
    world.stream().forEach(recorded -> left.addAll(rewriting.rewrite(recorded)));
    return left;
  }

  /** After two actions, of which the second one is undone and then perhaps brought back. */
  @ParameterizedTest
  @ValueSource(strings = {"UNDO", "REDO", "RESTORE"})
  void whatWasNotNextAndWhatDoesNotStandIsRefused(ActionType type) {
    List<VersionRange> first = List.of(new VersionRange(1, 1));
    List<VersionRange> second = List.of(new VersionRange(2, 2));
    List<VersionRange> later = List.of(new VersionRange(3, 9));
    List<Reversal> wrong =
        switch (type) {
          case UNDO -> List.of(undone(second, List.of()), undone(first, second));
          case REDO -> List.of(redone(List.of(), first), redone(first, second));
          default ->
              List.of(
                  restored(5, first, List.of()),
                  restored(1, second, List.of()),
                  restored(2, List.of(), first),
                  restored(2, first, later));
        };
    List<Reversal> right =
        switch (type) {
          case UNDO -> List.of(undone(first, List.of()));
          case REDO -> List.of(redone(List.of(), second));
          default -> List.of(restored(2, List.of(), second), restored(0, first, List.of()));
        };

    for (Reversal reversal : wrong) {
      assertThatThrownBy(() -> seeAll(twoOfWhichOneIsUndone(reversal)))
          .as(reversal.toString())
          .isInstanceOf(BadInputException.class);
    }
    for (Reversal reversal : right) {
      assertThatCode(() -> seeAll(twoOfWhichOneIsUndone(reversal))).doesNotThrowAnyException();
    }
  }

  @Test
  void aReversalOnlyBeginsItsActionAndIsContinuedThere() {
    List<VersionRange> first = List.of(new VersionRange(1, 1));
    PileEvent more = new ReversalContinued(ActionType.UNDO, NOTHING, false, AT);
    List<RecordedEvent> stream = twoOfWhichOneIsUndone(undone(first, List.of()));
    RecordedEvent undo = stream.removeLast();
    RecordedEvent begun = new RecordedEvent(4, undo.event(), ActionType.UNDO, 5);
    assertThatCode(() -> seeAll(and(stream, begun, new RecordedEvent(5, more, ActionType.UNDO, 5))))
        .doesNotThrowAnyException();

    for (List<RecordedEvent> wrong :
        List.of(
            and(stream, new RecordedEvent(4, undo.event(), ActionType.RESTORE, 4)),
            and(stream, new RecordedEvent(4, more, ActionType.UNDO, 4)),
            and(
                stream,
                begun,
                new RecordedEvent(5, restored(0, List.of(), List.of()), ActionType.UNDO, 5)),
            and(
                stream,
                new RecordedEvent(4, restored(3, List.of(), List.of()), ActionType.RESTORE, 5),
                new RecordedEvent(5, more, ActionType.RESTORE, 5)))) {
      assertThatThrownBy(() -> seeAll(wrong))
          .as(wrong.toString())
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("head");
    }
  }

  private static List<RecordedEvent> and(List<RecordedEvent> stream, RecordedEvent... more) {
    return Stream.concat(stream.stream(), Stream.of(more)).toList();
  }

  private static Reversal undone(List<VersionRange> takenBack, List<VersionRange> broughtBack) {
    return new ActionsUndone(null, takenBack, broughtBack, NOTHING, false, AT);
  }

  private static Reversal redone(List<VersionRange> takenBack, List<VersionRange> broughtBack) {
    return new ActionsRedone(null, takenBack, broughtBack, NOTHING, false, AT);
  }

  private static Reversal restored(
      long toVersion, List<VersionRange> takenBack, List<VersionRange> broughtBack) {
    return new PileRestored(toVersion, null, takenBack, broughtBack, NOTHING, false, AT);
  }

  /** Two threads, added and one of them taken back, and what is said to have come then. */
  private static List<RecordedEvent> twoOfWhichOneIsUndone(Reversal then) {
    PileWorld world = new PileWorld(new Random(1));
    for (String title : List.of("Hellboy", "Saga")) {
      world.send(
          new AddThread(
              PileWorld.READER, new Title(title), new Format("Comic"), new Issues(3), null, false));
    }
    world.send(new UndoAction(PileWorld.READER, null));
    List<RecordedEvent> stream = new ArrayList<>(world.stream());
    stream.add(new RecordedEvent(4, then, then.type(), 4));
    return stream;
  }

  private static void seeAll(List<RecordedEvent> stream) {
    Reversals reversals = new Reversals();
    Pile pile = Pile.empty(PileWorld.READER);
    for (RecordedEvent recorded : stream) {
      reversals.see("there", recorded, pile.timeline());
      pile = pile.evolve(recorded);
    }
  }
}
