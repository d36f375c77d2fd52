package dev.comicpile.query.queue;

import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.thread.PlacedThreads;
import dev.comicpile.query.view.ViewName;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the session that goes on makes of the queue. It stands in each row in front of a thread, so
 * that one statement answers both.
 *
 * @param die the sides of the die the next roll is made with
 * @param snoozed the positions of the snoozed threads
 * @param total how many threads the queue holds; null where that was not asked for
 */
record QueueHead(int die, List<Long> snoozed, @Nullable Integer total) {

  /**
   * Without a limit it is as many threads as hold the whole pool, wherever the snoozed ones are.
   */
  private static final String QUEUE =
      """
      select s.die, s.snoozed, s.total, q.*
      from (
        select
          coalesce(
            substr(coalesce(o.session ->> 'manual_die', o.session ->> 'ladder_die'), 2)::integer, ?)
            as die,
          case when jsonb_array_length(o.session -> 'snoozed') > 0 then array(
            select %s from views.thread t
            where t.reader_id = a.reader_id and t.order_key is not null and t.id in (
              select jsonb_array_elements_text(o.session -> 'snoozed')::bigint)) end as snoozed,
          case when ? then (
            select count(*) from views.thread t
            where t.reader_id = a.reader_id and t.order_key is not null) end as total
        from (select case when (a.session ->> 'last_activity_at')::timestamptz >= ?
                then a.session end as session) o
        where a.wanted offset 0) s
      left join lateral (
        select %s from views.thread t
        where t.reader_id = a.reader_id and t.order_key is not null
        order by t.order_key
        limit coalesce(?::integer, s.die + coalesce(cardinality(s.snoozed), 0)) offset ?) q
      on true
      """
          .formatted(PlacedThreads.POSITION, PlacedThreads.COLUMNS);

  QueueHead {
    snoozed = List.copyOf(snoozed);
  }

  /** Makes the answer. */
  @FunctionalInterface
  interface Answer<T> {
    /** Reads it; the row is at the first thread. */
    T read(QueueHead head, Row row) throws SQLException;
  }

  /**
   * A query of the queue.
   *
   * @param startDie the sides of the die that counts where no session goes on
   * @param activeSince a session goes on that was active then or later
   * @param withTotal whether the whole queue is counted
   * @param limit at most so many threads; null for as many as hold the pool
   * @param offset how many threads are left out first
   */
  static <T> ViewQuery<T> query(
      int startDie,
      Instant activeSince,
      boolean withTotal,
      @Nullable Integer limit,
      int offset,
      Answer<T> answer) {
    return ViewQuery.of(
        ViewName.QUEUE,
        QUEUE,
        row -> answer.read(of(row), row),
        startDie,
        withTotal,
        activeSince.atOffset(ZoneOffset.UTC),
        limit,
        offset);
  }

  private static QueueHead of(Row row) throws SQLException {
    int die = row.number();
    List<Long> snoozed = row.idsOrNull();
    return new QueueHead(die, snoozed == null ? List.of() : snoozed, row.numberOrNull());
  }

  /** Reads the threads. */
  void threads(Row first, int offset, Consumer<QueuedThread> to) throws SQLException {
    PlacedThreads.inOrder(first, offset, thread -> to.accept(queued(thread)));
  }

  /**
   * A thread of the queue; the pool is as many threads as the die has sides, none of them snoozed.
   */
  private QueuedThread queued(ThreadView thread) {
    long position = thread.queuePosition();
    long rollable = position;
    boolean isSnoozed = false;
    for (long place : snoozed) {
      if (place < position) {
        rollable--;
      }
      isSnoozed |= place == position;
    }
    return new QueuedThread(thread, !isSnoozed && rollable <= die, isSnoozed);
  }

  /** How many threads the next roll can pick from, in a queue of so many. */
  int poolSize(int queued) {
    return Math.min(die, queued - snoozed.size());
  }
}
