package dev.comicpile.query.history;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The actions of the history. */
public interface HistoryActions extends Repository<HistoryAction, EntryId> {

  /** Says of a range whether it stands. */
  @Modifying(flushAutomatically = true)
  @Query(
      """
      update HistoryAction a set a.undone = :undone
      where a.readerId = :readerId and a.version between :first and :last
      """)
  void setUndone(long readerId, long first, long last, boolean undone);

  /** Removes all of a reader's actions. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from HistoryAction a where a.readerId = :readerId")
  void deleteAllOf(long readerId);
}
