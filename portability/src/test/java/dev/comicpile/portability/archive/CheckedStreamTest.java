package dev.comicpile.portability.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.RandomPlay;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.testdata.TestDataSurvey;
import dev.comicpile.portability.testdata.WithoutTestData;
import dev.comicpile.web.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which streams an archive may hold. */
class CheckedStreamTest {

  private static final int SEQUENCES =
      Math.max(1, Integer.getInteger("laws.sequences", 1_000) / 10);
  private static final int STEPS = 150;

  private final PileWorld world = new PileWorld(new Random(1));

  @Test
  void whatThisSystemHasDecidedAndWhatAnExportLeavesOfItIsTaken() {
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      long seed = 7 + 2L * sequence;
      PileWorld played = played(seed);
      assertThatCode(() -> check(played.stream(), played))
          .as("seed %s", seed)
          .doesNotThrowAnyException();
      TestDataSurvey survey = new TestDataSurvey();
      played.stream().forEach(survey::see);
      WithoutTestData rewriting = survey.rewriting();
      List<RecordedEvent> left = new ArrayList<>();
      played.stream().forEach(recorded -> left.addAll(rewriting.rewrite(recorded)));
      assertThatCode(() -> check(left, played)).as("seed %s", seed).doesNotThrowAnyException();
    }
  }

  private static PileWorld played(long seed) {
    PileWorld world = new PileWorld(new Random(seed));
    RandomPlay play = new RandomPlay(world, new Random(seed + 1));
    for (int step = 0; step < STEPS; step++) {
      // at times long enough for a session to be over by then
      world.pass(step % 20 == 0 ? Duration.ofHours(7) : Duration.ofMinutes(3));
      try {
        world.send(play.next());
      } catch (PileRefusal refused) {
        // Then nothing happens.
      }
    }
    return world;
  }

  /** Between its events two threads may have one place: the one that goes is told of later. */
  @Test
  void aReversalOfSeveralEventsIsTaken() {
    ImportThreads.Row row =
        new ImportThreads.Row(new Title("One of many"), new Format("Comic"), new Issues(1));
    world.send(new ImportThreads(PileWorld.READER, Collections.nCopies(1_500, row)));
    add("Read before the others");
    ThreadId last = new ThreadId(1_501);
    world.send(new ChooseThread(PileWorld.READER, last, SelectionMethod.OVERRIDE));
    world.send(new MarkRead(PileWorld.READER, new Issues(3), last));
    long whole = world.pile().version();
    world.send(new ClearQueue(PileWorld.READER));
    world.send(new ReactivateThread(PileWorld.READER, last, new Issues(1)));

    world.send(new RestoreVersion(PileWorld.READER, whole));

    assertThat(world.stream().getLast().event()).isInstanceOf(ReversalContinued.class);
    assertTaken();
  }

  /** Or a file of small events would end the program for everybody. */
  @Test
  void aHistoryThatIsLongerThanMemoryHoldsIsRefused() {
    world.send(new StartSession(PileWorld.READER, null));
    for (int i = 0; i < 5_000; i++) {
      world.send(new SetDie(PileWorld.READER, i % 2 == 0 ? 8 : 10));
    }

    assertTaken();
    assertThatThrownBy(() -> check(world.stream(), world, 500_000))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("longer than memory holds");
  }

  @Test
  void soIsOneWhoseReversalsNameTooMuch() {
    add("Hellboy");
    for (int i = 0; i < 20; i++) {
      world.send(new UndoAction(PileWorld.READER, null));
      world.send(new RedoAction(PileWorld.READER, null));
    }

    assertTaken();
    assertThatThrownBy(() -> check(world.stream(), world, 1_000))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("longer than memory holds");
  }

  @Test
  void soIsOneWithTooManyIds() {
    add("Hellboy");

    assertThatThrownBy(() -> check(world.stream(), world, 100))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("longer than memory holds");
  }

  private void add(String title) {
    world.send(
        new AddThread(
            PileWorld.READER, new Title(title), new Format("Comic"), new Issues(3), null, false));
  }

  private void assertTaken() {
    assertThatCode(() -> check(world.stream(), world)).doesNotThrowAnyException();
  }

  private static void check(List<RecordedEvent> stream, PileWorld world) {
    check(stream, world, Long.MAX_VALUE);
  }

  private static void check(List<RecordedEvent> stream, PileWorld world, long mostBytes) {
    ArchivedIds ids = new ArchivedIds();
    ids.nextReader();
    CheckedStream checked =
        new CheckedStream(ids, new RepairedEvents(world.now(), remark -> {}), mostBytes);
    stream.forEach(recorded -> checked.add("body.readers[0].events[0]", recorded));
    assertThat(checked.endsAction()).isTrue();
  }
}
