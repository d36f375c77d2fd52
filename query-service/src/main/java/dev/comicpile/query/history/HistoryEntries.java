package dev.comicpile.query.history;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The entries of the history and which threads they concern. */
interface HistoryEntries extends Repository<HistoryEntry, EntryId> {

  /** Notes that an entry concerns all the threads that the entries of a range concern. */
  @Modifying(flushAutomatically = true)
  @Query(
      nativeQuery = true,
      value =
          """
          insert into views.history_thread (reader_id, thread_id, version)
          select distinct reader_id, thread_id, :version
          from views.history_thread
          where reader_id = :readerId and version between :first and :last
          on conflict do nothing
          """)
  void concernThoseOf(long readerId, long version, long first, long last);

  /** Says of a range whether it stands. */
  @Modifying(flushAutomatically = true)
  @Query(
      """
      update HistoryEntry e set e.undone = :undone
      where e.readerId = :readerId and e.version between :first and :last
      """)
  void setUndone(long readerId, long first, long last, boolean undone);

  /** Removes all of a reader's entries. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from HistoryEntry e where e.readerId = :readerId")
  void deleteAllOf(long readerId);

  /** Removes what links a reader's entries to threads. */
  @Modifying
  @Query("delete from ThreadLink t where t.readerId = :readerId")
  void deleteThreadsOf(long readerId);
}
