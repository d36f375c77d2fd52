package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.AKIRA;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.HELLBOY;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.at;
import static dev.comicpile.domain.Events.deleted;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.edited;
import static dev.comicpile.domain.Events.in;
import static dev.comicpile.domain.Events.moved;
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
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.domain.Comic;
import dev.comicpile.domain.pile.Contents;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private static final Difference NONE =
      new Difference(List.of(), List.of(), List.of(), List.of(), List.of());

  private static Contents contents(PileEvent... events) {
    return given(events).contents();
  }

  private static Difference between(Contents from, Contents to) {
    List<Difference> parts = Differences.between(from, to);
    assertThat(parts).hasSize(1);
    return parts.getFirst();
  }

  @Test
  void betweenTheSameContentsThereIsAnEmptyPart() {
    Contents saga = contents(added(SAGA, 5), sessionStarted(Die.D6));

    assertThat(between(saga, saga)).isEqualTo(NONE);
  }

  @Test
  void threadsThatAreNotThereAfterwardsAreRemovedInTheOrderOfTheirIds() {
    Contents from = contents(added(SAGA, 5), added(BONE, 0), added(MAUS, 5));
    Contents to = contents(added(BONE, 0));

    assertThat(between(from, to))
        .isEqualTo(
            new Difference(
                List.of(), List.of(), List.of(SAGA.id(), MAUS.id()), List.of(), List.of()));
  }

  @Test
  void threadsThatWereNotThereAreGivenWholeInTheOrderOfTheirIds() {
    Contents from = contents(added(BONE, 5));
    Contents to = contents(added(SAGA, 5), added(BONE, 5), added(MAUS, 0));

    assertThat(between(from, to).threads())
        .containsExactly(thread(SAGA).facts(), thread(MAUS).completed().facts());
  }

  @Test
  void ofAThreadThatStandsElsewhereOnlyThePlaceIsGiven() {
    Contents from = contents(added(SAGA, 5), added(BONE, 5), moved(SAGA, 1, 2, "2"));
    Contents to = contents(added(SAGA, 5), added(BONE, 5));

    assertThat(between(from, to))
        .isEqualTo(
            new Difference(
                List.of(),
                List.of(new OrderEntry(SAGA.id(), BigDecimal.ZERO)),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void aThreadThatChangedIsGivenWhole() {
    Contents from = contents(added(SAGA, 5), edited(thread(SAGA).titled("Saga!").keyed("4"), 1));
    Contents to = contents(added(SAGA, 5));

    assertThat(between(from, to).threads()).containsExactly(thread(SAGA).facts());
    assertThat(between(from, to).moved()).isEmpty();
  }

  @Test
  void aSessionIsRemovedOrGivenWhole() {
    Contents without = contents();
    Contents with = contents(sessionStarted(Die.D6));

    assertThat(between(with, without).removedSessions()).containsExactly(TONIGHT);
    assertThat(between(without, with).sessions())
        .containsExactlyElementsOf(with.sessions().values());
  }

  @Test
  void aSessionThatChangedIsGivenWhole() {
    Contents from = contents(sessionStarted(Die.D6), dieSet(Die.D6, Die.D20));
    Contents to = contents(sessionStarted(Die.D6));

    assertThat(between(from, to).sessions()).containsExactlyElementsOf(to.sessions().values());
  }

  @Test
  void itsLastActivityAloneIsNoDifference() {
    Contents from = contents(sessionStarted(Die.D6), dieSet(Die.D6, Die.D20));
    Contents to =
        contents(sessionStarted(Die.D6), at(EVENING.plusSeconds(60), dieSet(Die.D6, Die.D20)));

    assertThat(between(from, to)).isEqualTo(NONE);
  }

  @Test
  void aDifferenceIsSetByTheSameEvolveThatReadsIt() {
    Contents from =
        contents(added(SAGA, 5), added(BONE, 5), sessionStarted(Die.D6), deleted(SAGA, 1));
    Contents to = contents(added(SAGA, 5), added(BONE, 5), moved(BONE, 2, 1, "-1"));

    Difference difference = between(from, to);
    assertThat(
            from.evolve(new ActionsUndone(null, List.of(), List.of(), difference, true, EVENING)))
        .isEqualTo(to);
  }

  private static PileEvent addedWithNotes(Comic comic, int length) {
    return added(thread(comic).noted("n".repeat(length)), comic.place());
  }

  @Test
  void whatIsTooMuchForOneEventIsSplit() {
    int third = Differences.CHARACTERS_PER_EVENT / 3;
    Contents to =
        contents(
            addedWithNotes(SAGA, third),
            addedWithNotes(BONE, third),
            addedWithNotes(MAUS, third),
            addedWithNotes(HELLBOY, third));

    assertThat(Differences.between(contents(), to))
        .extracting(part -> part.threads().stream().map(thread -> thread.id()).toList())
        .containsExactly(List.of(SAGA.id(), BONE.id()), List.of(MAUS.id(), HELLBOY.id()));
  }

  @Test
  void whatAloneIsTooMuchIsAnEventOfItsOwn() {
    Contents to =
        contents(
            addedWithNotes(SAGA, 1),
            addedWithNotes(BONE, Differences.CHARACTERS_PER_EVENT + 1),
            addedWithNotes(AKIRA, 1));

    assertThat(Differences.between(contents(), to))
        .extracting(part -> part.threads().size())
        .containsExactly(1, 1, 1);
  }

  @Test
  void titlesAndReviewAddressesCountToo() {
    String halfAnEvent = "x".repeat(Differences.CHARACTERS_PER_EVENT / 2);
    Contents to =
        contents(
            added(thread(SAGA).titled(halfAnEvent), 1),
            added(thread(BONE).reviewed(halfAnEvent, EVENING), 2));

    assertThat(Differences.between(contents(), to)).hasSize(2);
  }

  @Test
  void manySmallThingsAreSplitToo() {
    int many = Differences.CHARACTERS_PER_EVENT / 400 + 1;
    Contents from = contents();
    Contents to = from;
    for (int i = 0; i < many; i++) {
      to = to.evolve(in(new SessionId(i + 1), sessionStarted(Die.D6)));
    }

    assertThat(Differences.between(from, to)).hasSize(2);
    assertThat(Differences.between(to, from)).hasSize(1);
  }

  private static int length(Comic comic) {
    return 350 + comic.title().length();
  }

  @Test
  void whatJustFitsIntoOneEventIsNotSplit() {
    int rest = Differences.CHARACTERS_PER_EVENT - length(SAGA) - length(BONE);

    assertThat(
            Differences.between(
                contents(), contents(addedWithNotes(SAGA, 1), addedWithNotes(BONE, rest - 1))))
        .hasSize(1);
    assertThat(
            Differences.between(
                contents(), contents(addedWithNotes(SAGA, 1), addedWithNotes(BONE, rest))))
        .hasSize(2);
  }

  @Test
  void noPartIsEmptyWhereTheFirstThingIsTooMuchAlready() {
    Contents to = contents(addedWithNotes(SAGA, Differences.CHARACTERS_PER_EVENT));

    assertThat(between(contents(), to).threads()).hasSize(1);
  }

  @Test
  void longKeysCountToo() {
    String digits = "1".repeat(Differences.CHARACTERS_PER_EVENT / 2);
    Contents from = contents(added(SAGA, 5), added(BONE, 5));
    Contents to =
        contents(added(thread(SAGA).keyed("1." + digits), 1), added(thread(BONE).keyed(digits), 2));

    assertThat(Differences.between(from, to))
        .extracting(part -> part.moved().size())
        .containsExactly(1, 1);
  }

  private static Contents withSessions(int count, List<Die> ladder, List<ThreadId> snoozed) {
    List<SessionFacts> sessions =
        LongStream.rangeClosed(1, count)
            .mapToObj(
                id ->
                    new SessionFacts(
                        new SessionId(id),
                        EVENING,
                        EVENING,
                        EVENING,
                        Die.D6,
                        Die.D6,
                        null,
                        ladder,
                        null,
                        false,
                        snoozed))
            .toList();
    return contents()
        .evolve(
            new ReversalContinued(
                ActionType.UNDO,
                new Difference(List.of(), List.of(), List.of(), sessions, List.of()),
                true,
                EVENING));
  }

  @Test
  void laddersAndSnoozesCountToo() {
    int half = Differences.CHARACTERS_PER_EVENT / 2;
    Contents longLadders = withSessions(2, Collections.nCopies(half / 6, Die.D6), List.of());
    Contents manySnoozed =
        withSessions(2, List.of(Die.D6), Collections.nCopies(half / 12, SAGA.id()));

    assertThat(Differences.between(contents(), longLadders)).hasSize(2);
    assertThat(Differences.between(contents(), manySnoozed)).hasSize(2);
  }

  @Test
  void noPartRepeatsWhatAnotherSaid() {
    int sessions = Differences.CHARACTERS_PER_EVENT / 200;
    Contents from =
        contents(added(SAGA, 5), added(BONE, 5), moved(BONE, 2, 2, "7"), sessionStarted(Die.D6));
    Contents to =
        withSessions(sessions, List.of(Die.D6), List.of())
            .evolve(added(BONE, 5))
            .evolve(addedWithNotes(MAUS, Differences.CHARACTERS_PER_EVENT));

    List<Difference> parts = Differences.between(from, to);
    assertThat(parts).hasSizeGreaterThan(3);
    assertThat(parts.stream().flatMap(part -> part.removedThreads().stream()))
        .containsExactly(SAGA.id());
    assertThat(parts.stream().flatMap(part -> part.moved().stream()))
        .containsExactly(new OrderEntry(BONE.id(), BigDecimal.ONE));
    assertThat(parts.stream().flatMap(part -> part.threads().stream())).hasSize(1);
    assertThat(parts.stream().flatMap(part -> part.removedSessions().stream()))
        .doesNotHaveDuplicates();
    assertThat(parts.stream().flatMap(part -> part.sessions().stream())).hasSize(sessions);
  }
}
