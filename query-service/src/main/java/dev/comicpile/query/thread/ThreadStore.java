package dev.comicpile.query.thread;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

/** The threads of a view, to be written by a a batch. */
@NoRepositoryBean
public interface ThreadStore<T extends ThreadHeader> extends Repository<T, Long> {

  /** Those of these ids that are this reader's. */
  List<T> findByReaderIdAndIdIn(long readerId, Collection<Long> ids);

  /** Removes those of these ids that are this reader's, and says how many that were. */
  @Modifying(flushAutomatically = true)
  @Query("delete from #{#entityName} t where t.readerId = :readerId and t.id in :ids")
  int deleteAll(long readerId, Collection<Long> ids);

  /** Removes all of a reader's threads. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from #{#entityName} t where t.readerId = :readerId")
  void deleteAllOf(long readerId);
}
