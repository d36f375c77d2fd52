package dev.comicpile.portability.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.RandomPlay;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.testdata.TestDataSurvey;
import dev.comicpile.portability.testdata.WithoutTestData;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which streams an archive may hold. */
class CheckedStreamTest {

  private static final int SEQUENCES =
      Math.max(1, Integer.getInteger("laws.sequences", 1_000) / 10);
  private static final int STEPS = 150;
  private static final Difference NOTHING =
      new Difference(List.of(), List.of(), List.of(), List.of(), List.of());

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

  @Test
  void anUndoThatSetsOtherThanWhatWasIsRefused() {
    add("Hellboy");
    add("Saga");
    world.send(new ClearQueue(PileWorld.READER));
    world.send(new UndoAction(PileWorld.READER, null));
    ActionsUndone undone = (ActionsUndone) last().event();
    ThreadFacts hellboy = undone.difference().threads().getFirst();
    ThreadFacts saga = undone.difference().threads().getLast();

    assertTaken();
    assertRefused(undone(undone, NOTHING), "must make the pile what it was");
    assertRefused(undone(undone, threads(hellboy)), "must make the pile what it was");
    assertRefused(
        undone(undone, threads(hellboy, saga.withReading(7, saga.orderKey(), null, null))),
        "must make the pile what it was");
    // each one's place is the other's
    assertRefused(
        undone(
            undone,
            threads(
                hellboy.withReading(3, saga.orderKey(), null, null),
                saga.withReading(3, hellboy.orderKey(), null, null))),
        "must make the pile what it was");
  }

  @Test
  void aRedoThatSetsOtherThanWhatWasIsRefused() {
    add("Hellboy");
    world.send(new UndoAction(PileWorld.READER, null));
    world.send(new RedoAction(PileWorld.READER, null));
    ActionsRedone redone = (ActionsRedone) last().event();

    assertTaken();
    assertRefused(
        new ActionsRedone(
            redone.sessionId(),
            redone.takenBack(),
            redone.broughtBack(),
            NOTHING,
            redone.prolongs(),
            redone.at()),
        "must make the pile what it was");
  }

  @Test
  void aRestoreThatGoesElsewhereIsRefused() {
    add("Hellboy");
    add("Saga");
    add("Bone");
    world.send(new RestoreVersion(PileWorld.READER, 1));
    PileRestored restored = (PileRestored) last().event();

    assertTaken();
    assertRefused(restored(restored, 2, restored.takenBack()), "must make the pile what it was");
    // the history would go on to show what the pile does not hold
    assertRefused(
        restored(restored, 1, List.of(new VersionRange(3, 3))), "must make the pile what it was");
  }

  @Test
  void anActionHasNoEventsOfAnotherKind() {
    add("Hellboy");
    world.send(new RollDie(PileWorld.READER));
    List<RecordedEvent> rolled = world.stream();
    assertThat(rolled).hasSize(3);
    assertTaken();

    for (ActionType action : List.of(ActionType.IMPORT, ActionType.EDIT, ActionType.SNOOZE)) {
      List<RecordedEvent> renamed =
          rolled.stream()
              .map(
                  e ->
                      e.version() == 1
                          ? e
                          : new RecordedEvent(e.version(), e.event(), action, e.actionVersion()))
              .toList();
      assertThatThrownBy(() -> check(renamed, world))
          .as(action.toString())
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("must be one that has such an event, not " + action);
    }
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

  private RecordedEvent last() {
    return world.stream().getLast();
  }

  private void assertTaken() {
    assertThatCode(() -> check(world.stream(), world)).doesNotThrowAnyException();
  }

  /** With another event in place of the last one. */
  private void assertRefused(PileEvent other, String problem) {
    RecordedEvent last = last();
    List<RecordedEvent> stream = new ArrayList<>(world.stream());
    stream.set(
        stream.size() - 1,
        new RecordedEvent(last.version(), other, last.action(), last.actionVersion()));
    assertThatThrownBy(() -> check(stream, world))
        .as(other.toString())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(problem);
  }

  private static Difference threads(ThreadFacts... threads) {
    return new Difference(List.of(threads), List.of(), List.of(), List.of(), List.of());
  }

  private static ActionsUndone undone(ActionsUndone e, Difference difference) {
    return new ActionsUndone(
        e.sessionId(), e.takenBack(), e.broughtBack(), difference, e.prolongs(), e.at());
  }

  private static PileRestored restored(
      PileRestored e, long toVersion, List<VersionRange> takenBack) {
    return new PileRestored(
        toVersion, e.sessionId(), takenBack, e.broughtBack(), e.difference(), e.prolongs(), e.at());
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
