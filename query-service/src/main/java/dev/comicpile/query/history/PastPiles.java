package dev.comicpile.query.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Folds a reader's stream up to any version or moment. What a fold comes by now and then is kept
 * for a while, so that somebody who looks through the past folds the whole stream once and then
 * only from the nearest of these. What is stored never changes, so nothing kept is ever wrong; and
 * piles share what they have in common, so it is little. Where memory gets short it is let go.
 */
@Component
final class PastPiles {

  /** Events between two piles that are kept. */
  private static final int EVERY = 500;

  /** Readers whose past is kept at a time. */
  private static final int READERS = 4;

  private static final Duration KEPT = Duration.ofMinutes(10);

  private final PileStreams streams;
  private final Cache<String, ConcurrentSkipListMap<Long, Folded>> kept =
      Caffeine.newBuilder().maximumSize(READERS).expireAfterAccess(KEPT).softValues().build();

  PastPiles(PileStreams streams) {
    this.streams = streams;
  }

  /**
   * Where a fold has come to.
   *
   * @param pile after its last event
   * @param complete after the last action that it holds as a whole
   * @param lastAt when its last event happened, null without any
   * @param latestAt the latest of the times of its events, null without any
   */
  record Folded(Pile pile, Pile complete, @Nullable Instant lastAt, @Nullable Instant latestAt) {

    private static Folded nothing(String pileId) {
      Pile empty = Pile.empty(pileId);
      return new Folded(empty, empty, null, null);
    }

    private Folded after(RecordedEvent event) {
      Pile next = pile.evolve(event);
      Instant at = event.event().at();
      return new Folded(
          next,
          event.endsAction() ? next : complete,
          at,
          latestAt == null || at.isAfter(latestAt) ? at : latestAt);
    }
  }

  /** The pile as it is now. */
  Folded now(String pileId) {
    return fold(pileId, folded -> true, event -> true);
  }

  /** The pile after that version, or after the last one there is. */
  Folded atVersion(String pileId, long version) {
    return fold(
        pileId, folded -> folded.pile().version() <= version, event -> event.version() <= version);
  }

  /** The pile before the first event that is later than a moment. */
  Folded atMoment(String pileId, Instant moment) {
    return fold(
        pileId,
        folded -> folded.latestAt() == null || !folded.latestAt().isAfter(moment),
        event -> !event.event().at().isAfter(moment));
  }

  /** Folds up to the first event that is not included, from the last kept pile that is. */
  private Folded fold(
      String pileId, Predicate<Folded> isBefore, Predicate<RecordedEvent> included) {
    ConcurrentSkipListMap<Long, Folded> known =
        kept.get(pileId, id -> new ConcurrentSkipListMap<>());
    Folded folded =
        known.descendingMap().entrySet().stream()
            .map(Map.Entry::getValue)
            .filter(isBefore)
            .findFirst()
            .orElseGet(() -> Folded.nothing(pileId));
    try (Stream<RecordedEvent> events =
        streams.read(pileId, folded.pile().version() + 1).takeWhile(included)) {
      for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
        folded = folded.after(event);
        if (folded.pile().version() % EVERY == 0) {
          known.put(folded.pile().version(), folded);
        }
      }
    }
    return folded;
  }
}
