package dev.comicpile.query.analytics;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures that an app shows at every turn. What was undone is not counted; an undo, a redo and
 * a restore are.
 *
 * @param totalThreads threads the pile holds, completed ones too
 * @param completionRate how many percent of them are completed, with one decimal
 * @param averageSessionHours how long sessions that are over lasted, in hours with two decimals; 0
 *     where there is none
 * @param recentSessions those started within the last 7 days, 5 at most, newest first
 * @param eventStats how often each kind of event or history entry happened, by its word
 * @param topRatedThreads those whose latest rating is 4.0 or more, 5 at most, best first
 */
record Metrics(
    long totalThreads,
    long activeThreads,
    long completedThreads,
    double completionRate,
    double averageSessionHours,
    List<RecentSession> recentSessions,
    Map<String, Long> eventStats,
    List<RatedThread> topRatedThreads) {

  /** How often events of that type stand. */
  long count(ActionType type) {
    return eventStats.getOrDefault(type.toString(), 0L);
  }

  /**
   * A session.
   *
   * @param endedAt null while it goes on; of one that has been idle for too long its last activity
   */
  record RecentSession(SessionId id, Instant startedAt, @Nullable Instant endedAt, int startDie) {}

  /** A thread with its latest rating. */
  record RatedThread(long id, String title, double rating, String format) {}
}
