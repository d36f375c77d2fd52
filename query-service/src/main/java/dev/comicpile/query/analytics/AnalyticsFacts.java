package dev.comicpile.query.analytics;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** What is counted, to be written. */
interface AnalyticsFacts extends Repository<AnalyticsFact, AnalyticsFact.Key> {

  /** Says of a range whether it stands. */
  @Modifying(flushAutomatically = true)
  @Query(
      """
      update AnalyticsFact f set f.undone = :undone
      where f.readerId = :readerId and f.version between :first and :last
      """)
  void setUndone(long readerId, long first, long last, boolean undone);

  /** Removes all of a reader's facts. */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from AnalyticsFact f where f.readerId = :readerId")
  void deleteAllOf(long readerId);
}
