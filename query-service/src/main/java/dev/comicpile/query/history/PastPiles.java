package dev.comicpile.query.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.Checkpoint;
import dev.comicpile.eventstore.CheckpointUpkeep;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/**
 * Folds a reader's stream up to any version or moment, from the last checkpoint before it. Those
 * used last are kept in memory, for who looks through the past looks at neighbours; what is stored
 * never changes, so nothing kept is ever wrong.
 */
@Component
@Import(CheckpointUpkeep.class)
final class PastPiles {

  /** What is kept in memory takes a sixteenth of the heap at most. */
  private static final long MOST_KILOBYTES = Runtime.getRuntime().maxMemory() / 16 / 1024;

  /** About what a thread takes without its texts, with its entries in the map and in the queue. */
  private static final int BYTES_OF_A_THREAD = 450;

  private static final Duration KEPT = Duration.ofMinutes(10);

  private final PileStreams streams;
  private final Checkpoints checkpoints;
  private final Cache<Place, Checkpoint> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KILOBYTES)
          .weigher((Place place, Checkpoint checkpoint) -> kilobytes(checkpoint))
          .expireAfterAccess(KEPT)
          // What is too much goes at once.
          .executor(Runnable::run)
          .build();

  PastPiles(PileStreams streams, Checkpoints checkpoints) {
    this.streams = streams;
    this.checkpoints = checkpoints;
  }

  private record Place(ReaderId readerId, long version) {}

  /**
   * Where a fold has come to.
   *
   * @param contents after its last event; of the sessions that had ended before, some may be
   *     missing
   * @param lastAt when its last event happened, null without any
   * @param complete where it was after the last action that it holds as a whole, null for itself
   */
  record Folded(
      long version, Contents contents, @Nullable Instant lastAt, @Nullable Folded complete) {

    private Folded after(RecordedEvent event) {
      return new Folded(
          event.version(),
          contents.evolve(event.event()),
          event.event().at(),
          event.endsAction() ? null : wholeActions());
    }

    /** The same without what it holds of an action that is not complete. */
    Folded wholeActions() {
      return complete == null ? this : complete;
    }
  }

  /** The pile as it is now. */
  Folded now(ReaderId readerId) {
    return atVersion(readerId, Long.MAX_VALUE);
  }

  /** The pile after that version, or after the last one there is. */
  Folded atVersion(ReaderId readerId, long version) {
    return fold(readerId, checkpoints.upTo(readerId, version), version, event -> true);
  }

  /** The pile before the first event that is later than a moment. */
  Folded atMoment(ReaderId readerId, Instant moment) {
    return fold(
        readerId,
        checkpoints.upTo(readerId, moment),
        Long.MAX_VALUE,
        event -> !event.event().at().isAfter(moment));
  }

  /** Folds from a checkpoint up to a version or the first event that is not included. */
  private Folded fold(ReaderId readerId, long from, long last, Predicate<RecordedEvent> included) {
    Checkpoint start =
        from == 0
            ? Checkpoint.START
            : kept.get(new Place(readerId, from), place -> checkpoints.at(readerId, from));
    Folded folded = new Folded(start.version(), start.contents(), start.lastAt(), null);
    try (Stream<RecordedEvent> events =
        streams.read(readerId, start.version() + 1, last).takeWhile(included)) {
      for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
        folded = folded.after(event);
      }
    }
    return folded;
  }

  private static int kilobytes(Checkpoint checkpoint) {
    Contents contents = checkpoint.contents();
    long bytes = (long) BYTES_OF_A_THREAD * contents.threads().size() + 2 * contents.characters();
    return (int) (1 + bytes / 1024);
  }
}
