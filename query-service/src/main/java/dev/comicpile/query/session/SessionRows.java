package dev.comicpile.query.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The sessions of the queue view. */
public interface SessionRows extends Repository<SessionRow, Long> {

  /** One session, undone or not, if it is this reader's. */
  Optional<SessionRow> findByReaderIdAndId(long readerId, long id);

  /** The session that was not ended, if any; it may be over by its idle time. */
  @Query("from SessionRow s where s.readerId = :readerId and s.endedAt is null and not s.undone")
  Optional<SessionRow> open(long readerId);

  /** The open session, and those of these ids that are this reader's. */
  @Query(
      """
      from SessionRow s where s.readerId = :readerId
        and (s.endedAt is null and not s.undone or s.id in :ids)
      """)
  List<SessionRow> openAnd(long readerId, Collection<Long> ids);

  /** The sessions whose start stands, newest first. */
  @Query(
      """
      from SessionRow s where s.readerId = :readerId and not s.undone
      order by s.startedAt desc, s.id desc limit :limit offset :offset
      """)
  List<SessionRow> recent(long readerId, int limit, int offset);

  /** Removes all of a reader's sessions. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from SessionRow s where s.readerId = :readerId")
  void deleteAllOf(long readerId);
}
