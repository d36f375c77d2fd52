package dev.comicpile.query.session;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

/** The sessions of a view, to be written by a a batch. */
@NoRepositoryBean
public interface SessionStore<S extends SessionHeader> extends Repository<S, Long> {

  /** The open session, and those of these ids that are this reader's. */
  @Query(
      """
      from #{#entityName} s where s.readerId = :readerId
        and (s.endedAt is null and not s.undone or s.id in :ids)
      """)
  List<S> openAnd(long readerId, Collection<Long> ids);

  /** Removes all of a reader's sessions. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from #{#entityName} s where s.readerId = :readerId")
  void deleteAllOf(long readerId);
}
