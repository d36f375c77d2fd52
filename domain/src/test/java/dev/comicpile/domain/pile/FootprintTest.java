package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.AKIRA;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.HELLBOY;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.cleared;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.imported;
import static dev.comicpile.domain.Events.over;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What takes room counts, each entry of a list for itself. The numbers are bytes. */
class FootprintTest {

  private static final Difference NONE =
      new Difference(List.of(), List.of(), List.of(), List.of(), List.of());

  /** An event of a few fields. */
  private static final long SMALL = Footprint.of(dieSet(Die.D6, Die.D8));

  private static final ThreadFacts SAGA_FACTS = added(SAGA, 5).thread();
  private static final ThreadFacts BONE_FACTS = added(BONE, 5).thread();

  private static final long SAGA_BYTES = 450 + 2L * "SagaComic".length();
  private static final long BONE_BYTES = 450 + 2L * "BoneComic".length();

  private static long more(PileEvent event) {
    return Footprint.of(event) - SMALL;
  }

  private static PileEvent undone(Difference difference, int takenBack, int broughtBack) {
    VersionRange range = new VersionRange(1, 2);
    return new ActionsUndone(
        TONIGHT,
        Collections.nCopies(takenBack, range),
        Collections.nCopies(broughtBack, range),
        difference,
        false,
        EVENING);
  }

  @Test
  void anEventWeighsWhatAChangeCopiesAtLeast() {
    assertThat(SMALL).isEqualTo(1_750);
  }

  @Test
  void threadsWeighByTheirTexts() {
    assertThat(more(added(SAGA, 5))).isEqualTo(SAGA_BYTES);
    assertThat(more(imported(thread(SAGA), thread(BONE)))).isEqualTo(SAGA_BYTES + BONE_BYTES);
    assertThat(more(new ThreadEdited(withNotes("n".repeat(10_000)), List.of("notes"), 1, EVENING)))
        .isEqualTo(SAGA_BYTES + 20_000);
    String review = "https://example.org";
    assertThat(
            more(
                new ThreadEdited(
                    SAGA_FACTS.withReview(review, EVENING), List.of("review_url"), 1, EVENING)))
        .isEqualTo(SAGA_BYTES + 2L * review.length());
  }

  private static ThreadFacts withNotes(String notes) {
    return new ThreadFacts(
        SAGA_FACTS.id(),
        SAGA_FACTS.title(),
        SAGA_FACTS.format(),
        SAGA_FACTS.issuesRemaining(),
        SAGA_FACTS.orderKey(),
        null,
        null,
        null,
        null,
        notes,
        false,
        EVENING);
  }

  @Test
  void whatIsListedWeighsByTheLengthOfTheList() {
    List<OrderEntry> respaced =
        List.of(
            new OrderEntry(SAGA.id(), BigDecimal.ONE), new OrderEntry(BONE.id(), BigDecimal.TWO));

    assertThat(more(new ThreadMoved(SAGA.id(), "Saga", 1, 2, BigDecimal.ONE, respaced, EVENING)))
        .isEqualTo(2 * 530);
    assertThat(more(cleared(SAGA, BONE, MAUS))).isEqualTo(3 * 24);
    assertThat(more(rolled(SAGA, Die.D6, over(SAGA, BONE, MAUS, AKIRA), 1))).isEqualTo(4 * 24);
  }

  @Test
  void aReversalWeighsByItsRangesAndByWhatItSets() {
    SessionFacts session = given(sessionStarted(Die.D6)).contents().openSession().orElseThrow();
    long ladder = 400 + 24L * (session.ladder().size() + session.snoozed().size());

    assertThat(more(undone(NONE, 2, 3))).isEqualTo(5 * 80);
    assertThat(
            more(
                undone(
                    new Difference(
                        List.of(SAGA_FACTS, BONE_FACTS),
                        List.of(new OrderEntry(MAUS.id(), BigDecimal.ONE)),
                        List.of(AKIRA.id(), HELLBOY.id()),
                        List.of(session, session),
                        List.of(TONIGHT, TOMORROW, new SessionId(8))),
                    0,
                    0)))
        .isEqualTo(SAGA_BYTES + BONE_BYTES + 530 + 2 * 24 + 2 * ladder + 3 * 24);
    assertThat(
            more(
                new ReversalContinued(
                    ActionType.UNDO,
                    new Difference(List.of(), List.of(), List.of(AKIRA.id()), List.of(), List.of()),
                    false,
                    EVENING)))
        .isEqualTo(24);
  }

  @Test
  void aSessionWeighsByItsDiceAndItsSnoozedThreads() {
    Contents contents = given(added(SAGA, 5), added(MAUS, 5), sessionStarted(Die.D6)).contents();
    SessionFacts session = contents.openSession().orElseThrow();

    assertThat(session.ladder()).hasSize(1);
    SessionFacts longer =
        new SessionFacts(
            TONIGHT,
            EVENING,
            null,
            EVENING,
            Die.D6,
            Die.D8,
            null,
            List.of(Die.D6, Die.D8),
            null,
            false,
            List.of(SAGA.id(), BONE.id(), MAUS.id()));
    Difference set = new Difference(List.of(), List.of(), List.of(), List.of(longer), List.of());
    assertThat(more(undone(set, 0, 0))).isEqualTo(400 + (2 + 3) * 24);
    assertThat(Footprint.of(contents) - Footprint.ofThreads(contents)).isEqualTo(400 + 24);
  }

  @Test
  void aPileWeighsWhatItHoldsAndItsActions() {
    Pile pile = given(added(SAGA, 5), added(BONE, 5)).pile();

    assertThat(Footprint.ofThreads(pile.contents())).isEqualTo(SAGA_BYTES + BONE_BYTES);
    assertThat(Footprint.of(pile)).isEqualTo(SAGA_BYTES + BONE_BYTES + 2 * 120);
    assertThat(pile.timeline().size()).isEqualTo(2);
  }
}
