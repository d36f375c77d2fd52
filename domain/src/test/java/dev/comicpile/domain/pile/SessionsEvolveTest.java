package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.at;
import static dev.comicpile.domain.Events.chosen;
import static dev.comicpile.domain.Events.cleared;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.edited;
import static dev.comicpile.domain.Events.in;
import static dev.comicpile.domain.Events.manualDieCleared;
import static dev.comicpile.domain.Events.over;
import static dev.comicpile.domain.Events.rated;
import static dev.comicpile.domain.Events.read;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionEnded;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.skipped;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Events.unsnoozed;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What each event does to a session. */
class SessionsEvolveTest {

  private static final Instant LATER = EVENING.plusSeconds(600);

  /** Tonight's session on a d6 after these events, in a pile of Saga and Bone. */
  private static SessionFacts after(PileEvent... events) {
    Contents contents =
        given(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6)).and(events).contents();
    return Objects.requireNonNull(contents.sessions().get(TONIGHT));
  }

  private static Pick pick(SelectionMethod method, int result, int offset, int snoozed) {
    return new Pick(SAGA.id(), method, Die.D6, result, offset, snoozed, EVENING);
  }

  @Test
  void aStartedSessionIsOpenWithNothingPickedOrSnoozed() {
    assertThat(after())
        .isEqualTo(
            new SessionFacts(
                TONIGHT,
                EVENING,
                null,
                EVENING,
                Die.D6,
                Die.D6,
                null,
                List.of(Die.D6),
                null,
                false,
                List.of()));
  }

  @Test
  void anEndedSessionIsOverThenAndHoldsNoPickAndNoSnoozes() {
    SessionFacts ended =
        after(
            rolled(SAGA),
            snoozed(SAGA, Die.D6, Die.D8),
            rolled(BONE),
            at(LATER, sessionEnded(SessionEnded.Reason.IDLE, EVENING)));

    assertThat(ended.endedAt()).isEqualTo(EVENING);
    assertThat(ended.lastActivityAt()).isEqualTo(EVENING);
    assertThat(ended.pending()).isFalse();
    assertThat(ended.snoozed()).isEmpty();
    assertThat(ended.manualDie()).isEqualTo(Die.D8);
  }

  @Test
  void aRolledThreadIsPending() {
    SessionFacts session = after(rolled(SAGA, Die.D6, over(BONE, SAGA), 2, 1, 3));

    assertThat(session.pick()).isEqualTo(pick(SelectionMethod.RANDOM, 2, 1, 3));
    assertThat(session.pending()).isTrue();
  }

  @Test
  void aChosenThreadIsPendingWithoutAResult() {
    SessionFacts session = after(chosen(SAGA, SelectionMethod.SET_PENDING, Die.D6, 2, 1, 3));

    assertThat(session.pick()).isEqualTo(pick(SelectionMethod.SET_PENDING, 0, 1, 3));
    assertThat(session.pending()).isTrue();
  }

  @Test
  void aSkippedThreadIsNoLongerPendingButStillTheLatestPick() {
    SessionFacts session = after(rolled(SAGA), skipped(SAGA));

    assertThat(session.pending()).isFalse();
    assertThat(session.pick()).isEqualTo(pick(SelectionMethod.RANDOM, 1, 0, 0));
  }

  @Test
  void aRatingWritesTheLadderAndClearsTheManualDie() {
    SessionFacts session =
        after(
            dieSet(Die.D6, Die.D20),
            rolled(SAGA),
            rated(SAGA, 4.5, 4, Die.D20, Die.D12, QueueEnd.FRONT, "-1"));

    assertThat(session.ladder()).containsExactly(Die.D6, Die.D12);
    assertThat(session.ladderDie()).isEqualTo(Die.D12);
    assertThat(session.manualDie()).isNull();
    assertThat(session.pending()).isFalse();
  }

  @Test
  void whatWasReadIsNoLongerPending() {
    SessionFacts session = after(rolled(SAGA), read(SAGA, 1, 4));

    assertThat(session.pending()).isFalse();
    assertThat(session.ladder()).containsExactly(Die.D6);
  }

  @Test
  void snoozedThreadsAreKeptInTheirOrderWithTheManualDie() {
    SessionFacts session =
        after(
            rolled(BONE),
            snoozed(BONE, Die.D6, Die.D8),
            rolled(SAGA),
            snoozed(SAGA, Die.D8, Die.D10));

    assertThat(session.snoozed()).containsExactly(BONE.id(), SAGA.id());
    assertThat(session.manualDie()).isEqualTo(Die.D10);
    assertThat(session.pending()).isFalse();
  }

  @Test
  void anUnsnoozedThreadIsNoLongerOneOfThem() {
    SessionFacts session =
        after(
            rolled(BONE),
            snoozed(BONE, Die.D6, Die.D8),
            rolled(SAGA),
            snoozed(SAGA, Die.D8, Die.D10),
            unsnoozed(BONE));

    assertThat(session.snoozed()).containsExactly(SAGA.id());
    assertThat(session.manualDie()).isEqualTo(Die.D10);
  }

  @Test
  void theManualDieIsSetAndCleared() {
    assertThat(after(dieSet(Die.D6, Die.D20)).currentDie()).isEqualTo(Die.D20);
    assertThat(after(dieSet(Die.D6, Die.D20), manualDieCleared(Die.D20, Die.D6)).currentDie())
        .isEqualTo(Die.D6);
  }

  @Test
  void everyEventOfASessionIsActivity() {
    assertThat(after(at(LATER, dieSet(Die.D6, Die.D20))).lastActivityAt()).isEqualTo(LATER);
  }

  @Test
  void eventsOfThreadsAreNot() {
    assertThat(after(at(LATER, edited(thread(SAGA).noted("n"), 1))).lastActivityAt())
        .isEqualTo(EVENING);
  }

  @Test
  void aCompletedThreadIsNeitherPendingNorSnoozed() {
    SessionFacts session =
        after(
            rolled(BONE),
            snoozed(BONE, Die.D6, Die.D8),
            rolled(SAGA),
            edited(thread(SAGA).completed(), 0),
            edited(thread(BONE).completed(), 0));

    assertThat(session.pending()).isFalse();
    assertThat(session.snoozed()).isEmpty();
  }

  @Test
  void anotherThreadThatIsGoneLeavesThePickAndTheSnoozes() {
    SessionFacts session =
        after(
            added(MAUS, 5),
            rolled(BONE),
            snoozed(BONE, Die.D6, Die.D8),
            rolled(SAGA),
            cleared(MAUS));

    assertThat(session.pending()).isTrue();
    assertThat(session.snoozed()).containsExactly(BONE.id());
  }

  @Test
  void theLatestPickThatWasSkippedStaysWhenItsThreadIsGone() {
    SessionFacts session = after(rolled(SAGA), skipped(SAGA), cleared(SAGA, BONE));

    assertThat(session.pick()).isEqualTo(pick(SelectionMethod.RANDOM, 1, 0, 0));
  }

  @Test
  void theOpenSessionIsTheOneThatHasNotEnded() {
    Contents ended =
        given(sessionStarted(Die.D6), sessionEnded(SessionEnded.Reason.READER, EVENING)).contents();
    Contents another =
        given(sessionStarted(Die.D6), sessionEnded(SessionEnded.Reason.READER, EVENING))
            .and(in(TOMORROW, sessionStarted(Die.D8)))
            .contents();

    assertThat(ended.openSession()).isEmpty();
    assertThat(another.openSession().map(SessionFacts::id)).contains(TOMORROW);
    assertThat(another.sessions()).containsOnlyKeys(TONIGHT, TOMORROW);
  }

  @Test
  void endedSessionsCanBeLeftAsideAndPutBack() {
    Contents contents =
        given(added(SAGA, 5), sessionStarted(Die.D6))
            .and(sessionEnded(SessionEnded.Reason.READER, EVENING))
            .and(in(TOMORROW, sessionStarted(Die.D8)))
            .contents();
    Contents without = contents.withoutEndedSessions();

    assertThat(without.sessions()).containsOnlyKeys(TOMORROW);
    assertThat(without.openSession()).isEqualTo(contents.openSession());
    assertThat(without.withSessions(contents.sessions().values())).isEqualTo(contents);
  }

  @Test
  void anEventOfASessionThatIsNotThereIsAFault() {
    assertThatThrownBy(() -> given(dieSet(Die.D6, Die.D8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an event names session 1001, which is not there");
  }

  @Test
  void aSessionThatStartsTwiceIsAFault() {
    SessionFacts session = after();
    SessionEvent again = sessionStarted(Die.D6);

    assertThatThrownBy(() -> Sessions.after(session, again))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("session 1001 starts a second time");
  }
}
