package dev.comicpile.command.pile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileFollower;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The piles used last, as large in all as memory allows. A pile is only ever touched under its
 * lock; whoever hears that one has been written to, by an import or by another process, marks it as
 * behind.
 */
final class PileCache implements PileFollower {

  /**
   * What all piles may take: a quarter of the heap, a gigabyte at most. The largest pile that there
   * may be fits into that of the smallest heap, see {@link dev.comicpile.domain.pile.PileLimits}.
   */
  static final long MOST_BYTES = Math.min(Runtime.getRuntime().maxMemory() / 4, 1L << 30);

  /** Weights are whole numbers of kilobytes. */
  private static final int KILOBYTE = 1024;

  private final Cache<String, Entry> entries =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES / KILOBYTE)
          .weigher((String id, Entry entry) -> entry.weight())
          .expireAfterAccess(Duration.ofHours(1))
          // What is too much goes at once.
          .executor(Runnable::run)
          .build();

  /** A pile, and whether it may be behind what is stored. */
  record Entry(PileAggregate pile, AtomicBoolean behind) {

    Entry(PileAggregate pile) {
      this(pile, new AtomicBoolean());
    }

    int weight() {
      return Math.toIntExact(1 + pile.bytes() / KILOBYTE);
    }
  }

  /** Its own commands' events are in a pile already when they are stored. */
  @Override
  public void stored(long readerId, List<RecordedEvent> events) {
    Entry kept = get(Long.toString(readerId));
    if (kept != null && kept.pile().pile().version() < events.getLast().version()) {
      kept.behind().set(true);
    }
  }

  @Override
  public void changed(long readerId, @Nullable String traceparent) {
    Entry kept = get(Long.toString(readerId));
    if (kept != null) {
      kept.behind().set(true);
    }
  }

  @Nullable Entry get(String readerId) {
    return entries.getIfPresent(readerId);
  }

  /**
   * Keeps a pile as it is now. An empty one is as quickly loaded as compared, and nobody could be
   * told that it is behind while it is loaded.
   */
  void keep(String readerId, PileAggregate pile) {
    if (pile.pile().version() > 0) {
      Entry kept = get(readerId);
      // A mark that was made meanwhile stays.
      entries.put(readerId, kept != null && kept.pile() == pile ? kept : new Entry(pile));
    }
  }

  /**
   * After a command that failed a pile is what it was before, and compared with the store when it
   * is used next.
   *
   * @param before what it was, null where it was not kept
   */
  void goBack(String readerId, @Nullable Pile before) {
    Entry kept = get(readerId);
    if (kept != null && before != null) {
      kept.pile().goBack(before);
      kept.behind().set(true);
    } else {
      entries.invalidate(readerId);
    }
  }
}
