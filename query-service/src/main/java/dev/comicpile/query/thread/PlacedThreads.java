package dev.comicpile.query.thread;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The threads of a reader with their positions; each question is one query. */
public interface PlacedThreads extends Repository<PlacedThread, Long> {

  /** One thread, if it is this reader's. */
  Optional<PlacedThread> findByReaderIdAndId(long readerId, long id);

  /** Those of these ids that are this reader's. */
  List<PlacedThread> findByReaderIdAndIdIn(long readerId, Collection<Long> ids);

  /** All threads: in queue order, then the completed ones, the latest read first. */
  @Query(
      """
      from PlacedThread t where t.readerId = :readerId
      order by t.orderKey asc nulls last, t.lastActivityAt desc nulls last, t.id desc
      limit :limit offset :offset
      """)
  List<PlacedThread> all(long readerId, int limit, int offset);

  /** The active threads in queue order. */
  @Query(
      """
      from PlacedThread t where t.readerId = :readerId and t.orderKey is not null
      order by t.orderKey limit :limit offset :offset
      """)
  List<PlacedThread> active(long readerId, int limit, int offset);

  /** The completed threads, the latest read first. */
  @Query(
      """
      from PlacedThread t where t.readerId = :readerId and t.orderKey is null
      order by t.lastActivityAt desc nulls last, t.id desc limit :limit offset :offset
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

  /** The first active threads but those, in queue order: the pool a die is rolled over. */
  @Query(
      """
      from PlacedThread t where t.readerId = :readerId and t.orderKey is not null
        and t.id not in :snoozed
      order by t.orderKey
      """)
  List<PlacedThread> pool(long readerId, Collection<Long> snoozed, Limit size);

  /** How many threads are active. */
  @Query("select count(*) from ThreadRow t where t.readerId = :readerId and t.orderKey is not null")
  int countActive(long readerId);
}
