package dev.comicpile.portability.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.PileLawsTest;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.RandomPlay;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of any stream whose test data is left out. */
class TestDataLawsTest {

  private static final int SEQUENCES = Integer.getInteger("laws.sequences", 1_000) / 4;
  private static final int STEPS = 150;
  private static final ReaderId R = PileWorld.READER;

  @Test
  void withoutTestDataNothingIsRewritten() {
    PileWorld world = new PileWorld(new Random(3));
    play(world, new RandomPlay(world, new Random(4)), new Random(5), false);

    assertThat(survey(world).foundTestData()).isFalse();
    assertThat(rewritten(world).stream()).isEqualTo(world.stream());
  }

  @Test
  void theRewrittenPileIsThePileWithoutItsTestThreads() {
    eachPlayed(
        (world, left) -> {
          Set<ThreadId> test = testThreads(world);
          Contents was = world.pile().contents();
          Contents is = left.pile().contents();
          Map<ThreadId, ThreadFacts> kept = new TreeMap<>(was.threads());
          kept.keySet().removeAll(test);
          assertThat(new TreeMap<>(is.threads())).isEqualTo(kept);
          assertThat(is.queue().threadIds().toList())
              .isEqualTo(was.queue().threadIds().filter(id -> !test.contains(id)).toList());
          assertThat(is.sessions().keySet()).isEqualTo(was.sessions().keySet());
          for (SessionFacts session : is.sessions().values()) {
            SessionFacts original =
                java.util.Objects.requireNonNull(was.sessions().get(session.id()));
            assertThat(session.startedAt()).isEqualTo(original.startedAt());
            assertThat(session.endedAt()).isEqualTo(original.endedAt());
            assertThat(session.startDie()).isEqualTo(original.startDie());
            assertThat(session.snoozed())
                .isEqualTo(original.snoozed().stream().filter(id -> !test.contains(id)).toList());
            Pick pick = original.pick();
            boolean realPick = pick != null && !test.contains(pick.threadId());
            assertThat(session.pending()).isEqualTo(original.pending() && realPick);
            if (pick != null && realPick) {
              assertThat(session.pick())
                  .extracting(Pick::threadId, Pick::method, Pick::die, Pick::at)
                  .containsExactly(pick.threadId(), pick.method(), pick.die(), pick.at());
            }
          }
        });
  }

  @Test
  void noRewrittenEventKnowsATestThreadAndEachSaysWhereItsThreadReallyStands() {
    eachPlayed(
        (world, left) -> {
          Set<ThreadId> test = testThreads(world);
          for (RecordedEvent recorded : left.stream()) {
            Contents before = left.contentsAt(recorded.version() - 1);
            Contents after = left.contentsAt(recorded.version());
            assertThat(after.threads().keySet()).noneMatch(test::contains);
            switch (recorded.event()) {
              case DieRolled e -> {
                assertThat(e.pool()).noneMatch(test::contains);
                assertThat(e.pool().get(e.result() - 1)).isEqualTo(e.threadId());
                List<ThreadId> snoozed = before.openSession().orElseThrow().snoozed();
                assertThat(e.pool())
                    .isEqualTo(
                        before
                            .queue()
                            .threadIds()
                            .filter(id -> !snoozed.contains(id))
                            .limit(e.pool().size())
                            .toList());
                assertThat(e.queuePosition()).isEqualTo(e.result() + e.offset());
                assertThat(e.snoozedCount()).isEqualTo(snoozed.size());
              }
              case ThreadChosen e ->
                  assertThat(e.queuePosition()).isEqualTo(position(before, e.threadId()));
              case ThreadMoved e -> {
                assertThat(e.from()).isEqualTo(position(before, e.threadId()));
                assertThat(e.to()).isEqualTo(position(after, e.threadId()));
              }
              case ThreadAdded e ->
                  assertThat(e.position()).isEqualTo(position(after, e.thread().id()));
              case UndoEvent e ->
                  assertThat(e.difference().removedThreads()).noneMatch(test::contains);
              default -> {}
            }
          }
        });
  }

  @Test
  void whatTheRewrittenPileHoldsIsTheFoldOfTheRewrittenEventsThatStand() {
    eachPlayed(
        (world, left) -> {
          Standing standing = Standing.after(left.stream());
          Contents fold = Contents.EMPTY;
          for (RecordedEvent recorded : left.stream()) {
            if (standing.contains(recorded.version()) && !(recorded.event() instanceof UndoEvent)) {
              fold = fold.evolve(recorded.event());
            }
          }
          assertThat(PileLawsTest.comparable(left.pile().contents()))
              .isEqualTo(PileLawsTest.comparable(fold));
        });
  }

  @Test
  void theRewrittenPileIsUndoneToNothingAndRedoneToWhereItWas() {
    eachPlayed(
        (world, left) -> {
          var there = PileLawsTest.comparable(left.pile().contents());
          int undone = 0;
          while (accepted(left, new UndoAction(R, null))) {
            undone++;
          }
          assertThat(left.pile().contents()).isEqualTo(Contents.EMPTY);
          for (int i = 0; i < undone; i++) {
            assertThat(accepted(left, new RedoAction(R, null))).as("redo %s", i).isTrue();
          }
          assertThat(PileLawsTest.comparable(left.pile().contents())).isEqualTo(there);
        });
  }

  private interface Law {
    void check(PileWorld world, PileWorld left);
  }

  private static void eachPlayed(Law law) {
    int withTestData = 0;
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      long seed = Long.getLong("laws.seed", 20_260_101L) + 3L * sequence;
      try {
        PileWorld world = new PileWorld(new Random(seed));
        play(world, new RandomPlay(world, new Random(seed + 1)), new Random(seed + 2), true);
        withTestData += survey(world).foundTestData() ? 1 : 0;
        law.check(world, rewritten(world));
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("seed " + seed, broken);
      }
    }
    assertThat(withTestData).isGreaterThan(SEQUENCES / 2);
  }

  private static void play(PileWorld world, RandomPlay play, Random random, boolean testData) {
    for (int step = 0; step < STEPS; step++) {
      world.pass(random.nextInt(30) == 0 ? Duration.ofHours(9) : Duration.ofMinutes(3));
      PileCommand<?> command = play.next();
      accepted(world, testData ? withTestData(command, random) : withoutTestData(command));
    }
  }

  /** Some threads are test data from the start, some are marked or unmarked later. */
  private static PileCommand<?> withTestData(PileCommand<?> command, Random random) {
    return switch (command) {
      case AddThread c ->
          new AddThread(
              R, c.title(), c.format(), c.issuesRemaining(), null, random.nextInt(3) == 0);
      case EditThread c ->
          new EditThread(
              R,
              c.threadId(),
              c.title(),
              null,
              c.issuesRemaining(),
              null,
              random.nextInt(3) == 0 ? (Boolean) random.nextBoolean() : null,
              null);
      default -> command;
    };
  }

  private static PileCommand<?> withoutTestData(PileCommand<?> command) {
    return command instanceof AddThread c
        ? new AddThread(R, c.title(), c.format(), c.issuesRemaining(), null, false)
        : command;
  }

  private static TestDataSurvey survey(PileWorld world) {
    TestDataSurvey survey = new TestDataSurvey();
    world.stream().forEach(survey::see);
    return survey;
  }

  private static PileWorld rewritten(PileWorld world) {
    WithoutTestData rewriting = survey(world).rewriting();
    PileWorld left = new PileWorld(new Random(1));
    world.stream().forEach(recorded -> rewriting.rewrite(recorded).forEach(left::append));
    return left;
  }

  /** Ids of the threads that are test data: by what they were when the pile held them last. */
  private static Set<ThreadId> testThreads(PileWorld world) {
    Map<ThreadId, Boolean> marks = new TreeMap<>();
    for (int version = 0; version <= world.stream().size(); version++) {
      world.contentsAt(version).threads().values().forEach(t -> marks.put(t.id(), t.isTest()));
    }
    return marks.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static int position(Contents contents, ThreadId threadId) {
    List<ThreadId> queue = new ArrayList<>(contents.queue().threadIds().toList());
    return queue.indexOf(threadId) + 1;
  }

  private static boolean accepted(PileWorld world, PileCommand<?> command) {
    try {
      world.send(command);
      return true;
    } catch (PileRefusal refused) {
      return false;
    }
  }
}
