package dev.comicpile.command.pile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileFollower;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The piles used last, as large in all as memory allows. A pile is only ever touched under its
 * lock, but for the mark that it is behind: one that an import or another process has written to.
 */
@Component
final class PileCache implements PileFollower {

  /**
   * What all piles may take: a quarter of the heap, a gigabyte at most. The largest pile that there
   * may be fits into that of the smallest heap, see {@link dev.comicpile.domain.pile.PileLimits}.
   */
  static final long MOST_BYTES = Math.min(Runtime.getRuntime().maxMemory() / 4, 1L << 30);

  /** Weights are whole numbers of kilobytes. */
  private static final int KILOBYTE = 1024;

  private final Cache<ReaderId, PileAggregate> piles =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES / KILOBYTE)
          .weigher(
              (ReaderId id, PileAggregate pile) -> Math.toIntExact(1 + pile.bytes() / KILOBYTE))
          .expireAfterAccess(Duration.ofHours(1))
          // What is too much goes at once.
          .executor(Runnable::run)
          .build();

  /** Its own commands' events are in a pile already when they are stored. */
  @Override
  public void stored(ReaderId readerId, List<RecordedEvent> events) {
    PileAggregate kept = get(readerId);
    if (kept != null && kept.version() < events.getLast().version()) {
      kept.markBehind();
    }
  }

  @Override
  public void changed(ReaderId readerId, @Nullable String traceparent) {
    PileAggregate kept = get(readerId);
    if (kept != null) {
      kept.markBehind();
    }
  }

  @Nullable PileAggregate get(ReaderId readerId) {
    return piles.getIfPresent(readerId);
  }

  /**
   * Keeps a pile as it is now. An empty one is as quickly loaded as compared, and nobody could be
   * told that it is behind while it is loaded.
   */
  void keep(ReaderId readerId, PileAggregate pile) {
    if (pile.version() > 0) {
      piles.put(readerId, pile);
    }
  }

  /**
   * After a command that failed a pile is what it was before, and compared with the store when it
   * is used next.
   *
   * @param before what it was, null where it was not kept
   */
  void goBack(ReaderId readerId, @Nullable Pile before) {
    PileAggregate kept = get(readerId);
    if (kept != null && before != null) {
      kept.goBack(before);
      kept.markBehind();
    } else {
      piles.invalidate(readerId);
    }
  }
}
