package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.cleared;
import static dev.comicpile.domain.Events.deleted;
import static dev.comicpile.domain.Events.edited;
import static dev.comicpile.domain.Events.imported;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.reactivated;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.domain.Comic;
import dev.comicpile.domain.ExampleThread;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each event does to the threads and their order. */
class ThreadsAndQueueEvolveTest {

  private static void assertQueue(Contents contents, Comic... comics) {
    assertThat(contents.queue().threadIds().toList())
        .isEqualTo(Arrays.stream(comics).map(Comic::id).toList());
    assertThat(contents.queue().size()).isEqualTo(comics.length);
  }

  private static void assertHolds(Contents contents, ExampleThread... threads) {
    assertThat(contents.threads().values())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(threads).map(ExampleThread::facts).toList());
  }

  @Test
  void anAddedThreadIsThere() {
    Contents contents = given(added(SAGA, 5)).contents();

    assertHolds(contents, thread(SAGA));
    assertQueue(contents, SAGA);
  }

  @Test
  void anAddedThreadThatIsCompletedIsInNoQueue() {
    Contents contents = given(added(SAGA, 0)).contents();

    assertHolds(contents, thread(SAGA).completed());
    assertQueue(contents);
  }

  @Test
  void importedThreadsAreAllThere() {
    Contents contents =
        given(imported(thread(SAGA).keyed("5"), thread(BONE).keyed("4"), thread(MAUS).completed()))
            .contents();

    assertHolds(
        contents, thread(SAGA).keyed("5"), thread(BONE).keyed("4"), thread(MAUS).completed());
    assertQueue(contents, BONE, SAGA);
  }

  @Test
  void anEditedThreadIsAsTheEventSays() {
    Contents contents =
        given(added(SAGA, 5), added(BONE, 5), edited(thread(SAGA).titled("Saga!").keyed("7"), 2))
            .contents();

    assertHolds(contents, thread(SAGA).titled("Saga!").keyed("7"), thread(BONE));
    assertQueue(contents, BONE, SAGA);
  }

  @Test
  void aReactivatedThreadIsBackWithItsIssues() {
    Contents contents =
        given(added(SAGA, 5), added(BONE, 0), reactivated(BONE, 3, "-1")).contents();

    assertHolds(contents, thread(SAGA), thread(BONE).with(3).keyed("-1"));
    assertQueue(contents, BONE, SAGA);
  }

  @Test
  void aDeletedThreadIsGone() {
    Contents contents =
        given(added(SAGA, 5), added(BONE, 5), added(MAUS, 0), deleted(SAGA, 1), deleted(MAUS, 0))
            .contents();

    assertHolds(contents, thread(BONE));
    assertQueue(contents, BONE);
  }

  @Test
  void aMovedThreadHasItsNewKeyAndNothingElseOfItChanges() {
    Contents contents =
        given(added(thread(SAGA).rated(4.5, EVENING).noted("n"), 1), added(BONE, 5))
            .and(moved(SAGA, 1, 2, "2"))
            .contents();

    assertHolds(contents, thread(SAGA).rated(4.5, EVENING).noted("n").keyed("2"), thread(BONE));
    assertQueue(contents, BONE, SAGA);
  }

  @Test
  void aMoveThatRespacesGivesEveryThreadItsNewKey() {
    Contents contents =
        given(added(SAGA, 5), added(BONE, 5), added(MAUS, 5))
            .and(
                new ThreadMoved(
                    MAUS.id(),
                    "Maus",
                    3,
                    1,
                    BigDecimal.TEN,
                    List.of(
                        new OrderEntry(MAUS.id(), BigDecimal.TEN),
                        new OrderEntry(SAGA.id(), BigDecimal.valueOf(20)),
                        new OrderEntry(BONE.id(), BigDecimal.valueOf(30))),
                    EVENING))
            .contents();

    assertHolds(
        contents, thread(SAGA).keyed("20"), thread(BONE).keyed("30"), thread(MAUS).keyed("10"));
    assertQueue(contents, MAUS, SAGA, BONE);
  }

  @Test
  void aClearedQueueIsEmptyAndCompletedThreadsStay() {
    Contents contents =
        given(added(SAGA, 5), added(BONE, 0), added(MAUS, 5), cleared(SAGA, MAUS)).contents();

    assertHolds(contents, thread(BONE).completed());
    assertQueue(contents);
  }

  @Test
  void positionsAreCountedFromOneAndACompletedThreadHasNone() {
    Contents contents = given(added(SAGA, 5), added(BONE, 5), added(MAUS, 0)).contents();

    assertThat(contents.position(thread(SAGA).facts())).isEqualTo(1);
    assertThat(contents.position(thread(BONE).facts())).isEqualTo(2);
    assertThat(contents.position(thread(MAUS).completed().facts())).isZero();
  }

  @Test
  void anEventOfAThreadThatIsNotThereIsAFault() {
    assertThatThrownBy(() -> given(deleted(SAGA, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an event names thread 1, which is not there");
  }

  @Test
  void theSameThreadsAndSessionsAreTheSameContents() {
    Contents once = given(added(SAGA, 5), added(BONE, 5), moved(BONE, 2, 1, "-1")).contents();
    Contents otherwise = given(imported(thread(BONE).keyed("-1"), thread(SAGA))).contents();

    assertThat(once).isEqualTo(otherwise).hasSameHashCodeAs(otherwise);
    assertThat(once.queue()).isEqualTo(otherwise.queue()).hasSameHashCodeAs(otherwise.queue());
    assertThat(once).isNotEqualTo(given(added(SAGA, 5), added(BONE, 5)).contents());
    assertThat(once.queue()).isNotEqualTo(given(added(SAGA, 5), added(BONE, 5)).contents().queue());
  }
}
