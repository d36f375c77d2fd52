package dev.comicpile.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.UndoCommand;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds after any sequence of commands: 1,000 sequences of 100 steps each. */
public class PileLawsTest {

  private static final int SEQUENCES = Integer.getInteger("laws.sequences", 1_000);
  private static final int STEPS = 100;
  private static final ReaderId R = PileWorld.READER;

  @Test
  void everyStepKeepsTheInvariants() {
    play(
        (world, command, decision) -> {
          Contents contents = world.pile().contents();
          List<ThreadFacts> queue =
              contents.queue().threadIds().map(id -> contents.thread(id).orElseThrow()).toList();
          for (int i = 0; i < queue.size(); i++) {
            assertThat(contents.position(queue.get(i))).isEqualTo(i + 1);
          }
          for (ThreadFacts thread : contents.threads().values()) {
            assertThat(thread.issuesRemaining()).isNotNegative();
            assertThat(thread.orderKey() != null).isEqualTo(thread.issuesRemaining() > 0);
            assertThat(queue.contains(thread)).isEqualTo(thread.issuesRemaining() > 0);
          }
          assertThat(contents.sessions().values().stream().filter(s -> s.endedAt() == null))
              .hasSizeLessThanOrEqualTo(1);
          for (SessionFacts session : contents.sessions().values()) {
            assertThat(session.ladder()).first().isEqualTo(session.startDie());
            assertThat(session.ladder()).last().isEqualTo(session.ladderDie());
            assertThat(session.snoozed()).doesNotHaveDuplicates();
            if (session.endedAt() != null) {
              assertThat(session.pending()).isFalse();
              assertThat(session.snoozed()).isEmpty();
            } else {
              session
                  .snoozed()
                  .forEach(id -> assertThat(active(contents, id)).as("snoozed %s", id).isTrue());
              Pick pick = session.pick();
              if (session.pending() && pick != null) {
                assertThat(active(contents, pick.threadId())).as("pending").isTrue();
                assertThat(session.snoozed()).doesNotContain(pick.threadId());
              }
            }
          }
        });
  }

  @Test
  void everyCommandAnswersWhatItsTypeSays() {
    play(
        (world, command, decision) -> {
          ParameterizedType type = (ParameterizedType) command.getClass().getGenericInterfaces()[0];
          assertThat(decision.reply()).isInstanceOf((Class<?>) type.getActualTypeArguments()[0]);
        });
  }

  @Test
  void thePileThatADecisionLeavesIsTheFoldOfItsEvents() {
    play(
        (world, command, decision) ->
            assertThat(decision.steps().getLast().after().snapshot())
                .isEqualTo(world.pile().snapshot()));
  }

  @Test
  void whatThePileHoldsIsTheFoldOfTheEventsThatStand() {
    play(
        (world, command, decision) -> {
          if (world.pile().version() % 7 == 0 || command instanceof UndoAction) {
            Standing standing = Standing.after(world.stream());
            Contents fold = Contents.EMPTY;
            for (RecordedEvent recorded : world.stream()) {
              boolean restore = recorded.event() instanceof dev.comicpile.api.event.UndoEvent;
              if (standing.contains(recorded.version()) && !restore) {
                fold = fold.evolve(recorded.event());
              }
            }
            assertThat(comparable(world.pile().contents())).isEqualTo(comparable(fold));
          }
        });
  }

  @Test
  void aSessionThatIsOverByIdlenessStaysOverWhateverIsUndone() {
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      long seed = seed(sequence);
      PileWorld world = new PileWorld(new Random(seed));
      Random random = new Random(seed + 1);
      RandomPlay play = new RandomPlay(world, random);
      for (int step = 0; step < STEPS; step++) {
        world.pass(random.nextInt(10) == 0 ? Duration.ofHours(9) : Duration.ofMinutes(3));
        Set<SessionId> over =
            world.pile().contents().sessions().values().stream()
                .filter(session -> world.idle(session.lastActivityAt()))
                .map(SessionFacts::id)
                .collect(Collectors.toSet());
        PileCommand<?> command = play.next();
        Decision decision = accepted(world, command);
        if (decision != null && command instanceof UndoCommand<?>) {
          world
              .pile()
              .contents()
              .openSession()
              .filter(session -> over.contains(session.id()))
              .ifPresent(
                  session ->
                      assertThat(world.idle(session.lastActivityAt()))
                          .as("seed %s, %s", seed, command)
                          .isTrue());
        }
      }
    }
  }

  @Test
  void whatStandsIsWhatUndoCouldTakeBack() {
    play(
        (world, command, decision) ->
            assertThat(Standing.of(world.pile().timeline()))
                .isEqualTo(Standing.after(world.stream())));
  }

  @Test
  void laterEventsNeedNoEndedSession() {
    play(
        (world, command, decision) -> {
          int version = (int) world.pile().version();
          if (version % 5 == 0) {
            int from = version / 2;
            Contents contents = world.contentsAt(from).withoutEndedSessions();
            for (RecordedEvent recorded : world.stream().subList(from, version)) {
              contents = contents.evolve(recorded.event());
            }
            assertThat(contents.withoutEndedSessions())
                .isEqualTo(world.pile().contents().withoutEndedSessions());
            assertThat(contents.openSession()).isEqualTo(world.pile().contents().openSession());
          }
        });
  }

  @Test
  void theStateFromASnapshotIsTheStateFromTheEvents() {
    play(
        (world, command, decision) -> {
          if (world.pile().version() % 10 == 0) {
            Pile replayed = Pile.empty(R);
            for (RecordedEvent recorded : world.stream()) {
              replayed = replayed.evolve(recorded);
            }
            assertThat(replayed.snapshot()).isEqualTo(world.pile().snapshot());
            world.reloadFromSnapshot();
            assertThat(world.pile().snapshot()).isEqualTo(replayed.snapshot());
          }
        });
  }

  @Test
  void undoingEverythingEndsAtTheEmptyPileAndRedoingEverythingAtWhereItWas() {
    for (int sequence = 0; sequence < SEQUENCES / 10; sequence++) {
      long seed = seed(sequence);
      PileWorld world = new PileWorld(new Random(seed));
      RandomPlay play = new RandomPlay(world, new Random(seed + 1));
      for (int step = 0; step < STEPS; step++) {
        accepted(world, play.next());
      }
      Comparable there = comparable(world.pile().contents());
      int undone = 0;
      while (accepted(world, new UndoAction(R, null)) != null) {
        undone++;
      }
      assertThat(world.pile().contents()).as("seed %s", seed).isEqualTo(Contents.EMPTY);
      for (int i = 0; i < undone; i++) {
        world.reloadFromSnapshot();
        if (accepted(world, new RedoAction(R, null)) == null) {
          fail("seed %s: redo %s of %s was refused", seed, i, undone);
        }
      }
      assertThat(comparable(world.pile().contents())).as("seed %s", seed).isEqualTo(there);
    }
  }

  private interface Law {
    void check(PileWorld world, PileCommand<?> command, Decision decision);
  }

  private static void play(Law law) {
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      long seed = seed(sequence);
      PileWorld world = new PileWorld(new Random(seed));
      Random random = new Random(seed + 1);
      RandomPlay play = new RandomPlay(world, random);
      int step = 0;
      try {
        for (; step < STEPS; step++) {
          world.pass(random.nextInt(30) == 0 ? Duration.ofHours(9) : Duration.ofMinutes(3));
          PileCommand<?> command = play.next();
          Decision decision = accepted(world, command);
          if (decision != null && !decision.events().isEmpty()) {
            law.check(world, command, decision);
          }
        }
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("seed " + seed + ", step " + step, broken);
      }
    }
  }

  private static long seed(int sequence) {
    return Long.getLong("laws.seed", 20_260_101L) + 2L * sequence;
  }

  private static @org.jspecify.annotations.Nullable Decision accepted(
      PileWorld world, PileCommand<?> command) {
    try {
      return world.send(command);
    } catch (PileRefusal refused) {
      return null;
    }
  }

  private static boolean active(Contents contents, ThreadId threadId) {
    return contents.thread(threadId).filter(thread -> !thread.completed()).isPresent();
  }

  public record Comparable(
      Map<ThreadId, ThreadFacts> threads, Map<SessionId, SessionFacts> sessions) {}

  /** Contents but for the last activity of an open session, which an undo counts anew. */
  public static Comparable comparable(Contents contents) {
    return new Comparable(
        new TreeMap<>(contents.threads()),
        contents.sessions().values().stream()
            .map(
                s ->
                    new SessionFacts(
                        s.id(),
                        s.startedAt(),
                        s.endedAt(),
                        s.endedAt() == null ? Instant.EPOCH : s.lastActivityAt(),
                        s.startDie(),
                        s.ladderDie(),
                        s.manualDie(),
                        s.ladder(),
                        s.pick(),
                        s.pending(),
                        s.snoozed()))
            .collect(Collectors.toMap(SessionFacts::id, s -> s)));
  }
}
