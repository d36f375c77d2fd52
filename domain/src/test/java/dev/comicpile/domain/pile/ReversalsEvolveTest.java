package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An undo, a redo and a restore set the facts that they carry. */
class ReversalsEvolveTest {

  private static final Instant LATER = EVENING.plusSeconds(600);
  private static final List<VersionRange> SOME = List.of(new VersionRange(1, 1));

  private static Difference difference(
      List<ThreadFacts> threads,
      List<OrderEntry> moved,
      List<ThreadId> removedThreads,
      List<SessionFacts> sessions,
      List<SessionId> removedSessions) {
    return new Difference(threads, moved, removedThreads, sessions, removedSessions);
  }

  private static SessionFacts session(SessionId id, @Nullable Instant endedAt) {
    return new SessionFacts(
        id,
        EVENING,
        endedAt,
        EVENING,
        Die.D8,
        Die.D8,
        null,
        List.of(Die.D8),
        null,
        false,
        List.of());
  }

  static Stream<PileEvent> reversals() {
    Difference saga =
        difference(List.of(thread(SAGA).facts()), List.of(), List.of(), List.of(), List.of());
    return Stream.of(
        new ActionsUndone(null, SOME, List.of(), saga, true, LATER),
        new ActionsRedone(null, List.of(), SOME, saga, true, LATER),
        new PileRestored(1, null, SOME, List.of(), saga, true, LATER),
        new ReversalContinued(ActionType.UNDO, saga, true, LATER));
  }

  @ParameterizedTest
  @MethodSource("reversals")
  void eachSetsWhatItCarriesAndCountsAsActivity(PileEvent reversal) {
    Contents contents = given(sessionStarted(Die.D6)).contents().evolve(reversal);

    assertThat(contents.threads()).containsOnlyKeys(SAGA.id());
    assertThat(contents.openSession().map(SessionFacts::lastActivityAt)).contains(LATER);
  }

  @Test
  void oneThatIsNoActivityLeavesTheSessionAsItWas() {
    Difference saga =
        difference(List.of(thread(SAGA).facts()), List.of(), List.of(), List.of(), List.of());
    Contents before = given(sessionStarted(Die.D6)).contents();

    Contents after = before.evolve(new ActionsUndone(null, SOME, List.of(), saga, false, LATER));

    assertThat(after.threads()).containsOnlyKeys(SAGA.id());
    assertThat(after.openSession()).isEqualTo(before.openSession());
  }

  private static Contents after(Difference difference) {
    return given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6), rolled(SAGA))
        .contents()
        .evolve(new ReversalContinued(ActionType.UNDO, difference, true, LATER));
  }

  @Test
  void threadsAreRemovedAndPutBackAndMoved() {
    Contents contents =
        after(
            difference(
                List.of(thread(MAUS).keyed("-5").facts()),
                List.of(new OrderEntry(BONE.id(), BigDecimal.valueOf(-9))),
                List.of(SAGA.id()),
                List.of(),
                List.of()));

    assertThat(contents.queue().threadIds()).containsExactly(BONE.id(), MAUS.id());
    assertThat(contents.threads()).containsOnlyKeys(BONE.id(), MAUS.id());
    assertThat(contents.openSession().map(SessionFacts::pending)).contains(false);
  }

  @Test
  void aSessionWhoseStartNoLongerStandsIsGone() {
    Contents contents =
        after(difference(List.of(), List.of(), List.of(), List.of(), List.of(TONIGHT)));

    assertThat(contents.sessions()).isEmpty();
    assertThat(contents.openSession()).isEmpty();
  }

  @Test
  void aSessionThatIsOverAlreadyCanGoWhileAnotherIsOpen() {
    Contents contents =
        after(
                difference(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(session(TONIGHT, EVENING), session(TOMORROW, null)),
                    List.of()))
            .evolve(
                new ReversalContinued(
                    ActionType.UNDO,
                    difference(List.of(), List.of(), List.of(), List.of(), List.of(TONIGHT)),
                    true,
                    LATER));

    assertThat(contents.sessions()).containsOnlyKeys(TOMORROW);
    assertThat(contents.openSession().map(SessionFacts::id)).contains(TOMORROW);
  }

  @Test
  void aSessionThatIsOverCanGoWhereNoneIsOpen() {
    Contents contents =
        after(
                difference(
                    List.of(), List.of(), List.of(), List.of(session(TONIGHT, EVENING)), List.of()))
            .evolve(
                new ReversalContinued(
                    ActionType.UNDO,
                    difference(List.of(), List.of(), List.of(), List.of(), List.of(TONIGHT)),
                    true,
                    LATER));

    assertThat(contents.sessions()).isEmpty();
  }

  @Test
  void aSessionThatIsPutBackIsTheOpenOne() {
    Contents contents =
        after(
            difference(
                List.of(),
                List.of(),
                List.of(),
                List.of(session(TOMORROW, null)),
                List.of(TONIGHT)));

    assertThat(contents.openSession().map(SessionFacts::id)).contains(TOMORROW);
  }

  @Test
  void whereNoSessionIsOpenNoneIsMadeActive() {
    Contents contents =
        after(
            difference(
                List.of(), List.of(), List.of(), List.of(session(TONIGHT, EVENING)), List.of()));

    assertThat(contents.sessions().get(TONIGHT)).isEqualTo(session(TONIGHT, EVENING));
    assertThat(contents.openSession()).isEmpty();
  }
}
