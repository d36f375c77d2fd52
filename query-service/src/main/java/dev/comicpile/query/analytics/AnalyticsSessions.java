package dev.comicpile.query.analytics;

import dev.comicpile.query.session.SessionStore;
import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Query;

/** The sessions of the analytics view. */
interface AnalyticsSessions extends SessionStore<AnalyticsSession> {

  /** The sessions whose start stands and is not before a moment, newest first. */
  @Query(
      """
      from AnalyticsSession s
      where s.readerId = :readerId and not s.undone and s.startedAt >= :since
      order by s.startedAt desc, s.id desc limit :limit
      """)
  List<AnalyticsSession> startedSince(long readerId, Instant since, int limit);
}
