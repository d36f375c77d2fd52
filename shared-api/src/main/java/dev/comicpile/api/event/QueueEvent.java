package dev.comicpile.api.event;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What happened to the order of the queue. */
public sealed interface QueueEvent extends PileEvent {

  @Override
  default ActionType type() {
    return switch (this) {
      case ThreadMoved _ -> ActionType.MOVE;
      case QueueCleared _ -> ActionType.CLEAR_QUEUE;
    };
  }

  /**
   * A thread was moved.
   *
   * @param from its position before, 1 or more
   * @param to its position now, 1 or more
   * @param respaced new keys for the whole queue, given on the rare move that finds no room between
   *     two neighbours; else empty
   */
  record ThreadMoved(
      ThreadId threadId,
      String title,
      int from,
      int to,
      BigDecimal orderKey,
      List<OrderEntry> respaced,
      Instant at)
      implements QueueEvent {
    public ThreadMoved {
      respaced = List.copyOf(respaced);
    }
  }

  /** Every active thread was removed; their ids in queue order. */
  record QueueCleared(List<ThreadId> threadIds, Instant at) implements QueueEvent {
    public QueueCleared {
      threadIds = List.copyOf(threadIds);
    }
  }
}
