package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.RecordedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which piles are kept in memory, and which of them are believed. */
class PileCacheTest {

  private static final Instant AT = Instant.parse("2026-03-01T20:00:00Z");
  private static final String LONG_NOTES = "x".repeat(10_000);

  private final PileCache cache = new PileCache();

  private static PileAggregate pile(long readerId, int threads, String notes) {
    PileAggregate pile = new PileAggregate(new ReaderId(readerId));
    for (int version = 1; version <= threads; version++) {
      pile.catchUp(recorded(version, added(version, notes)));
    }
    return pile;
  }

  static PileEvent added(long id, String notes) {
    return new ThreadAdded(
        new ThreadFacts(
            new ThreadId(id),
            "Saga",
            "Comic",
            3,
            BigDecimal.valueOf(id),
            null,
            null,
            null,
            null,
            notes,
            false,
            AT),
        1,
        AT);
  }

  static RecordedEvent recorded(long version, PileEvent event) {
    return new RecordedEvent(version, event, ActionType.ADD, version);
  }

  private void keep(PileAggregate pile) {
    cache.keep(pile.pile().readerId(), pile);
  }

  private boolean isBehind(long readerId) {
    PileAggregate kept = cache.get(new ReaderId(readerId));
    assertThat(kept).isNotNull();
    return kept.wasBehind();
  }

  @Test
  void pilesAreKeptUpToSoManyBytes() {
    PileAggregate one = pile(1, 50, LONG_NOTES);
    assertThat(one.bytes()).isGreaterThan(50L * 10_000);
    long fit = PileCache.MOST_BYTES / one.bytes();
    assertThat(fit).isGreaterThan(10);

    LongStream.rangeClosed(1, 2 * fit).forEach(reader -> keep(pile(reader, 50, LONG_NOTES)));

    assertThat(
            LongStream.rangeClosed(1, 2 * fit)
                .filter(reader -> cache.get(new ReaderId(reader)) != null)
                .count())
        .isBetween(1L, fit);
  }

  @Test
  void whatAPileTakesFollowsItsEvents() {
    PileAggregate pile = pile(1, 10, "short");
    long before = pile.bytes();

    pile.catchUp(recorded(11, added(11, LONG_NOTES)));

    assertThat(pile.bytes() - before).isGreaterThan(10_000);
  }

  @Test
  void thePastOfAPileIsCutShortBeforeItTakesTooMuch() {
    PileAggregate pile = new PileAggregate(new ReaderId(1));
    long bytes = 0;
    for (int version = 1; bytes < PileCache.MOST_BYTES; version += 2) {
      pile.catchUp(recorded(version, added(1, LONG_NOTES.repeat(10))));
      pile.catchUp(recorded(version + 1, new ThreadDeleted(new ThreadId(1), "Saga", 1, AT)));
      bytes += 10L * LONG_NOTES.length();
    }

    assertThat(pile.bytes()).isLessThan(PileCache.MOST_BYTES / 5);
  }

  @Test
  void anEmptyPileIsNotKept() {
    keep(new PileAggregate(new ReaderId(1)));

    assertThat(cache.get(new ReaderId(1))).isNull();
  }

  @Test
  void aPileIsBehindWhereAnotherWroteToItAndNotAfterItsOwnEvents() {
    keep(pile(1, 2, "notes"));
    keep(pile(2, 2, "notes"));
    keep(pile(3, 2, "notes"));

    cache.stored(new ReaderId(1), List.of(recorded(2, added(2, "notes"))));
    cache.stored(new ReaderId(2), List.of(recorded(3, added(3, "notes"))));
    cache.changed(new ReaderId(3), null);

    assertThat(isBehind(1)).isFalse();
    assertThat(isBehind(2)).isTrue();
    assertThat(isBehind(3)).isTrue();
  }

  @Test
  void aMarkThatIsMadeDuringACommandStays() {
    PileAggregate pile = pile(1, 2, "notes");
    keep(pile);
    cache.changed(new ReaderId(1), null);

    keep(pile);

    assertThat(isBehind(1)).isTrue();
  }

  @Test
  void afterAFailureAPileIsWhatItWasAndIsComparedFirst() {
    PileAggregate pile = pile(1, 2, "notes");
    keep(pile);
    Pile before = pile.pile();
    long bytes = pile.bytes();
    pile.catchUp(recorded(3, added(3, LONG_NOTES)));

    cache.goBack(new ReaderId(1), before);

    assertThat(isBehind(1)).isTrue();
    assertThat(pile.pile()).isEqualTo(before);
    assertThat(pile.bytes()).isBetween(bytes, bytes + 2L * LONG_NOTES.length() + 5_000);
    pile.catchUp(recorded(3, added(3, "another")));
    assertThat(pile.pile().contents().threads()).hasSize(3);
  }

  @Test
  void aPileThatWasNotKeptBeforeAFailureIsNotKeptAfterIt() {
    keep(pile(1, 2, "notes"));

    cache.goBack(new ReaderId(1), null);

    assertThat(cache.get(new ReaderId(1))).isNull();
  }

  @Test
  void theLargestPileThatThereMayBeIsKeptInTheSmallestHeap() {
    PileAggregate largest =
        pile(1, PileLimits.MOST_CHARACTERS / 500, "x".repeat(500 - "SagaComic".length()));

    assertThat(largest.pile().contents().characters()).isEqualTo(PileLimits.MOST_CHARACTERS);
    assertThat(largest.bytes()).isLessThan((192L << 20) / 4);
  }
}
