package dev.comicpile.command.pile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.jspecify.annotations.Nullable;

/**
 * The piles used last, as large in all as memory allows. An entry is only ever touched under the
 * lock of its pile.
 */
final class PileCache {

  /** About half a gigabyte of threads. */
  private static final long MOST_THREADS = 500_000;

  /** What a pile costs beside its threads, in threads: mostly the versions kept for undo. */
  private static final int OVERHEAD = 2 * RecentPast.VERSIONS;

  private final Cache<String, Entry> entries =
      Caffeine.newBuilder()
          .maximumWeight(MOST_THREADS)
          .weigher((String id, Entry entry) -> entry.weight())
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  /** A pile, and what counts its events until the next snapshot. */
  record Entry(PileAggregate pile, SnapshotTrigger trigger) {
    int weight() {
      return OVERHEAD + pile.pile().contents().threads().size();
    }
  }

  @Nullable Entry get(String readerId) {
    return entries.getIfPresent(readerId);
  }

  void put(String readerId, Entry entry) {
    entries.put(readerId, entry);
  }

  void evict(String readerId) {
    entries.invalidate(readerId);
  }
}
