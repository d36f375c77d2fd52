package dev.comicpile.command.pile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileFollower;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The piles used last, as large in all as memory allows. A pile is only ever touched under its
 * lock, but for the mark that it is behind: one that an import or another process has written to.
 */
final class PileCache implements PileFollower {

  /**
   * What all piles may take: a quarter of the heap, a gigabyte at most. The largest pile that there
   * may be fits into that of the smallest heap, see {@link dev.comicpile.domain.pile.PileLimits}.
   */
  static final long MOST_BYTES = Math.min(Runtime.getRuntime().maxMemory() / 4, 1L << 30);

  /** Weights are whole numbers of kilobytes. */
  private static final int KILOBYTE = 1024;

  private final Cache<String, PileAggregate> piles =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES / KILOBYTE)
          .weigher((String id, PileAggregate pile) -> Math.toIntExact(1 + pile.bytes() / KILOBYTE))
          .expireAfterAccess(Duration.ofHours(1))
          // What is too much goes at once.
          .executor(Runnable::run)
          .build();

  /** Its own commands' events are in a pile already when they are stored. */
  @Override
  public void stored(long readerId, List<RecordedEvent> events) {
    PileAggregate kept = get(Long.toString(readerId));
    if (kept != null && kept.version() < events.getLast().version()) {
      kept.markBehind();
    }
  }

  @Override
  public void changed(long readerId, @Nullable String traceparent) {
    PileAggregate kept = get(Long.toString(readerId));
    if (kept != null) {
      kept.markBehind();
    }
  }

  @Nullable PileAggregate get(String readerId) {
    return piles.getIfPresent(readerId);
  }

  /**
   * Keeps a pile as it is now. An empty one is as quickly loaded as compared, and nobody could be
   * told that it is behind while it is loaded.
   */
  void keep(String readerId, PileAggregate pile) {
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
  void goBack(String readerId, @Nullable Pile before) {
    PileAggregate kept = get(readerId);
    if (kept != null && before != null) {
      kept.goBack(before);
      kept.markBehind();
    } else {
      piles.invalidate(readerId);
    }
  }
}
