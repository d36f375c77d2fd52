package dev.comicpile.portability.earlier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What has to be done in the order of its times. */
final class Schedule {

  /** What comes first where times are equal. */
  enum Rank {
    THREAD,
    EVENT_OF_EARLIER_SESSION,
    SESSION_START,
    EVENT,
    REVIEW,
    GONE,
    SESSION_END
  }

  private record Item(Instant time, Rank rank, long order, Runnable step) {}

  private final List<Item> items = new ArrayList<>();

  /**
   * Adds a step.
   *
   * @param order what comes first where times and ranks are equal
   */
  void add(Instant time, Rank rank, long order, Runnable step) {
    items.add(new Item(time, rank, order, step));
  }

  void run() {
    items.sort(
        Comparator.comparing(Item::time).thenComparing(Item::rank).thenComparingLong(Item::order));
    items.forEach(item -> item.step().run());
  }
}
