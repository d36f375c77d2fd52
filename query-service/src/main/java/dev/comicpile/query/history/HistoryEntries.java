package dev.comicpile.query.history;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The entries of the history and which threads they concern. */
interface HistoryEntries extends Repository<HistoryEntry, EntryId> {

  /** Everything that happened in a session, oldest first. */
  List<HistoryEntry> findByReaderIdAndSessionIdOrderByVersion(long readerId, long sessionId);

  /** What happened in a session and is of these types, newest first. */
  List<HistoryEntry> findByReaderIdAndSessionIdAndTypeInOrderByVersionDesc(
      long readerId, long sessionId, Collection<String> types);

  /** What is of these types in all sessions, newest first. */
  @Query(
      """
      from HistoryEntry e where e.readerId = :readerId and e.type in :types
      order by e.version desc limit :limit offset :offset
      """)
  List<HistoryEntry> latestOf(long readerId, Collection<String> types, int limit, int offset);

  /**
   * What stands of a session and is of these types, oldest first; what concerns a test thread is
   * left out.
   */
  @Query(
      nativeQuery = true,
      value =
          """
          select e.* from views.history_entry e
          where e.reader_id = :readerId and e.session_id = :sessionId and not e.undone
            and e.type in :types
            and not exists (select from views.history_test_thread t
                            where t.reader_id = e.reader_id and t.thread_id = e.thread_id)
          order by e.version
          """)
  List<HistoryEntry> standingOf(long readerId, long sessionId, Collection<String> types);

  /** The version of a reader's latest entry, 0 without any. */
  @Query("select coalesce(max(e.version), 0) from HistoryEntry e where e.readerId = :readerId")
  long lastVersion(long readerId);

  /** Everything that happened to a thread, oldest first. */
  @Query(
      nativeQuery = true,
      value =
          """
          select e.* from views.history_thread t join views.history_entry e using (reader_id, version)
          where t.reader_id = :readerId and t.thread_id = :threadId
          order by version limit :limit offset :offset
          """)
  List<HistoryEntry> ofThread(long readerId, long threadId, int limit, int offset);

  /** Whether this reader ever had that thread. */
  @Query(
      nativeQuery = true,
      value =
          """
          select exists (select from views.history_thread
                         where reader_id = :readerId and thread_id = :threadId)
          """)
  boolean existsThread(long readerId, long threadId);

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
