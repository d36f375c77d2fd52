package dev.comicpile.query.thread;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * The threads of a reader with their positions; each question is one query.
 *
 * <p>A list in queue order counts its rows, which costs as much as the rows themselves. One
 * thread's position is counted in the index. Only a list in another order needs the whole queue for
 * it.
 */
public interface PlacedThreads extends Repository<PlacedThread, Long> {

  /** Those of these ids that are this reader's. */
  @Query(
      nativeQuery = true,
      value =
          """
          select t.*, case when order_key is null then 0 else
              (select count(*) from views.thread o
               where o.reader_id = t.reader_id and o.order_key <= t.order_key)
            end as queue_position
          from views.thread t where reader_id = :readerId and id in (:ids)
          """)
  List<PlacedThread> find(long readerId, Collection<Long> ids);

  /** One thread, if it is this reader's. */
  default Optional<PlacedThread> find(long readerId, long id) {
    return find(readerId, List.of(id)).stream().findFirst();
  }

  /** All threads: in queue order, then the completed ones, the latest read first. */
  @Query(
      nativeQuery = true,
      value =
          """
          select t.*, case when order_key is null then 0
              else :offset + row_number() over (order by order_key)
            end as queue_position
          from (
            select * from views.thread where reader_id = :readerId
            order by order_key nulls last, last_activity_at desc nulls last, id desc
            limit :limit offset :offset) t
          order by order_key nulls last, last_activity_at desc nulls last, id desc
          """)
  List<PlacedThread> all(long readerId, int limit, int offset);

  /** The active threads in queue order. */
  @Query(
      nativeQuery = true,
      value =
          """
          select t.*, :offset + row_number() over (order by order_key) as queue_position
          from (
            select * from views.thread where reader_id = :readerId and order_key is not null
            order by order_key limit :limit offset :offset) t
          order by order_key
          """)
  List<PlacedThread> active(long readerId, int limit, int offset);

  /** The completed threads, the latest read first. */
  @Query(
      nativeQuery = true,
      value =
          """
          select t.*, 0 as queue_position
          from views.thread t where reader_id = :readerId and order_key is null
          order by last_activity_at desc nulls last, id desc limit :limit offset :offset
          """)
  List<PlacedThread> completed(long readerId, int limit, int offset);

  /** The active threads not read since a moment: never read first, then the longest unread. */
  @Query(
      """
      from PlacedThread t where t.readerId = :readerId and t.orderKey is not null
        and (t.lastActivityAt is null or t.lastActivityAt < :since)
      order by t.lastActivityAt asc nulls first, t.orderKey limit :limit offset :offset
      """)
  List<PlacedThread> notReadSince(long readerId, Instant since, int limit, int offset);

  /** How many threads are active. */
  @Query("select count(*) from ThreadRow t where t.readerId = :readerId and t.orderKey is not null")
  int countActive(long readerId);
}
