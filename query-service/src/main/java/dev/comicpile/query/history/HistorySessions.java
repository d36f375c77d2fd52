package dev.comicpile.query.history;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The sessions of the history view. */
interface HistorySessions extends Repository<HistorySession, Long> {

  /** One session, undone or not, if it is this reader's. */
  Optional<HistorySession> findByReaderIdAndId(long readerId, long id);

  /** The open session, and those of these ids that are this reader's. */
  @Query(
      """
      from HistorySession s where s.readerId = :readerId
        and (s.endedAt is null and not s.undone or s.id in :ids)
      """)
  List<HistorySession> openAnd(long readerId, Collection<Long> ids);

  /** Removes all of a reader's sessions. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from HistorySession s where s.readerId = :readerId")
  void deleteAllOf(long readerId);
}
