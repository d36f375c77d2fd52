package dev.comicpile.domain.pile;

import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePSet;

/**
 * The active threads in their total order. Adding, removing and finding a position are logarithmic.
 */
public final class ReadingQueue {

  /** Nothing to read. */
  static final ReadingQueue EMPTY =
      new ReadingQueue(
          TreePSet.empty(
              Comparator.comparing(OrderEntry::orderKey).thenComparing(OrderEntry::threadId)));

  /** So few entries are walked along instead of being divided further. */
  private static final int WALK = 16;

  /** So often entries are divided at most: keys may be spread very unevenly. */
  private static final int HALVINGS = 40;

  /** No thread has this id: among equal keys it comes first. */
  private static final ThreadId BEFORE_ALL = new ThreadId(Long.MIN_VALUE);

  /** Nor has one this: among equal keys it comes last. */
  private static final ThreadId AFTER_ALL = new ThreadId(Long.MAX_VALUE);

  private final TreePSet<OrderEntry> entries;

  private ReadingQueue(TreePSet<OrderEntry> entries) {
    this.entries = entries;
  }

  /** The number of active threads. */
  public int size() {
    return entries.size();
  }

  /** The entries, front first. */
  public Stream<OrderEntry> entries() {
    return entries.stream();
  }

  /** The ids, front first. */
  public Stream<ThreadId> threadIds() {
    return entries.stream().map(OrderEntry::threadId);
  }

  ReadingQueue with(ThreadId threadId, BigDecimal orderKey) {
    return new ReadingQueue(entries.plus(new OrderEntry(threadId, orderKey)));
  }

  ReadingQueue without(ThreadId threadId, BigDecimal orderKey) {
    return new ReadingQueue(entries.minus(new OrderEntry(threadId, orderKey)));
  }

  int position(ThreadId threadId, BigDecimal orderKey) {
    return entries.headSet(new OrderEntry(threadId, orderKey), true).size();
  }

  /** Whether a key is one that a queue may have, and at most one thread of this one has it. */
  public boolean canHold(BigDecimal orderKey) {
    return OrderKeys.isPossible(orderKey)
        && entries
                .subSet(new OrderEntry(BEFORE_ALL, orderKey), new OrderEntry(AFTER_ALL, orderKey))
                .size()
            <= 1;
  }

  /** The key for a thread that goes to the front; one that is there keeps its own. */
  public BigDecimal keyAtFront(ThreadId threadId) {
    if (!entries.isEmpty() && entries.first().threadId().equals(threadId)) {
      return entries.first().orderKey();
    }
    return OrderKeys.beforeAll(entries.isEmpty() ? null : entries.first().orderKey());
  }

  /** The key for a thread that goes to the back; one that is there keeps its own. */
  public BigDecimal keyAtBack(ThreadId threadId) {
    if (!entries.isEmpty() && entries.last().threadId().equals(threadId)) {
      return entries.last().orderKey();
    }
    return OrderKeys.afterAll(entries.isEmpty() ? null : entries.last().orderKey());
  }

  /** The key for a thread that goes to an end; null where it goes to none. */
  public @Nullable BigDecimal keyAt(@Nullable QueueEnd end, ThreadId threadId) {
    return switch (end) {
      case FRONT -> keyAtFront(threadId);
      case BACK -> keyAtBack(threadId);
      case null -> null;
    };
  }

  /**
   * Where a thread of the queue goes to stand at a position.
   *
   * @param position 1 to {@link #size()}
   */
  public Placement place(ThreadId threadId, BigDecimal orderKey, int position) {
    ReadingQueue others = without(threadId, orderKey);
    BigDecimal before = position == 1 ? null : others.keyAt(position - 1);
    BigDecimal after = position > others.size() ? null : others.keyAt(position);
    return OrderKeys.between(before, after)
        .map(key -> new Placement(key, List.of()))
        .orElseGet(() -> others.respaced(threadId, position));
  }

  private Placement respaced(ThreadId threadId, int position) {
    List<ThreadId> order = new ArrayList<>(threadIds().toList());
    order.add(position - 1, threadId);
    List<OrderEntry> respaced = new ArrayList<>(order.size());
    for (int i = 0; i < order.size(); i++) {
      respaced.add(new OrderEntry(order.get(i), BigDecimal.valueOf(i)));
    }
    return new Placement(BigDecimal.valueOf(position - 1), respaced);
  }

  /**
   * Halves the keys that come into question, which are usually spread evenly, until there are few
   * enough to walk along.
   */
  private BigDecimal keyAt(int position) {
    TreePSet<OrderEntry> among = entries;
    int at = position;
    for (int i = 0; i < HALVINGS && among.size() > WALK; i++) {
      BigDecimal middle =
          among.first().orderKey().add(among.last().orderKey()).divide(BigDecimal.TWO);
      OrderEntry between = new OrderEntry(BEFORE_ALL, middle);
      TreePSet<OrderEntry> before = among.headSet(between, false);
      if (at <= before.size()) {
        among = before;
      } else {
        at -= before.size();
        among = among.tailSet(between, true);
      }
    }
    return walkTo(among, at);
  }

  private static BigDecimal walkTo(TreePSet<OrderEntry> among, int position) {
    boolean nearFront = position <= among.size() / 2;
    Iterator<OrderEntry> walk = nearFront ? among.iterator() : among.descendingIterator();
    for (int i = nearFront ? 1 : among.size(); i != position; i += nearFront ? 1 : -1) {
      walk.next();
    }
    return walk.next().orderKey();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReadingQueue that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }

  /** The key of the moved thread and, where the queue had to be given new keys, all of them. */
  public record Placement(BigDecimal orderKey, List<OrderEntry> respaced) {
    public Placement {
      respaced = List.copyOf(respaced);
    }
  }
}
