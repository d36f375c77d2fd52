package dev.comicpile.query.session;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;

/** The sessions of the queue view. */
public interface SessionRows extends SessionStore<SessionRow> {

  /** One session, undone or not, if it is this reader's. */
  Optional<SessionRow> findByReaderIdAndId(long readerId, long id);

  /** The session that was not ended, if any; it may be over by its idle time. */
  @Query("from SessionRow s where s.readerId = :readerId and s.endedAt is null and not s.undone")
  Optional<SessionRow> open(long readerId);

  /** The sessions whose start stands, newest first. */
  @Query(
      """
      from SessionRow s where s.readerId = :readerId and not s.undone
      order by s.startedAt desc, s.id desc limit :limit offset :offset
      """)
  List<SessionRow> recent(long readerId, int limit, int offset);
}
