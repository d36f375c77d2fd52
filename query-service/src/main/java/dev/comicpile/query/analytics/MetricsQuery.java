package dev.comicpile.query.analytics;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.analytics.Metrics.RatedThread;
import dev.comicpile.query.analytics.Metrics.RecentSession;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.session.KeptSession;
import dev.comicpile.query.view.ViewName;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers the metrics by one statement, which reads some thirty rows however much was played. */
@Component
class MetricsQuery {

  private static final int RECENT_DAYS = 7;
  private static final double MICROS_PER_HOUR = Duration.ofHours(1).toNanos() / 1000.0;

  /** Of {@code a.reader_id}, and no row where {@code a.wanted} is false. */
  static final String ROWS =
      """
      select json_build_object(
        'threads', coalesce(threads, 0),
        'active_threads', coalesce(active_threads, 0),
        'ended_sessions', coalesce(ended_sessions, 0),
        'ended_micros', coalesce(ended_micros, 0),
        'open_session', a.session,
        'sessions', (
          select coalesce(json_agg(s.facts), '[]') from (
            select facts from views.session
            where reader_id = a.reader_id and view = 'analytics' and not undone
              and started_at >= ?
            order by started_at desc, id desc limit 5) s),
        'event_stats', (
          select coalesce(json_object_agg(type, count order by type), '{}') from (
            select type, sum(count) as count
            from views.analytics_count
            where reader_id = a.reader_id
            group by type having sum(count) > 0) c),
        'top_rated_threads', (
          select coalesce(json_agg(t), '[]') from (
            select id, title, last_rating as rating, format
            from views.analytics_thread
            where reader_id = a.reader_id and last_rating >= 4.0
            order by last_rating desc, last_activity_at desc, id desc limit 5) t))
        as metrics
      from (select a.reader_id where a.wanted) wanted
        left join views.analytics_pile using (reader_id)
      """;

  private final PileRules rules;

  MetricsQuery(PileRules rules) {
    this.rules = rules;
  }

  private record Found(
      long threads,
      long activeThreads,
      long endedSessions,
      long endedMicros,
      @Nullable SessionFacts openSession,
      List<SessionFacts> sessions,
      Map<String, Long> eventStats,
      List<RatedThread> topRatedThreads) {}

  /** Asks for the metrics of a reader at a moment, with days as seen in a time zone. */
  ViewQuery<Metrics> at(ZoneId zone, Instant now) {
    return ViewQuery.of(
        ViewName.ANALYTICS, ROWS, row -> told(row.text(), now), weekBefore(zone, now));
  }

  /** Since when a session is a recent one. */
  static OffsetDateTime weekBefore(ZoneId zone, Instant now) {
    return now.atZone(zone).minusDays(RECENT_DAYS).toInstant().atOffset(ZoneOffset.UTC);
  }

  /** What was found, as it looks at a moment. */
  Metrics told(String rows, Instant now) {
    Found found = FactsJson.read(rows, Found.class);
    long completed = found.threads() - found.activeThreads();
    return new Metrics(
        found.threads(),
        found.activeThreads(),
        completed,
        Rounded.percent(completed, found.threads()),
        averageSessionHours(found, now),
        found.sessions().stream()
            .map(
                session ->
                    new RecentSession(
                        session.id(),
                        session.startedAt(),
                        new KeptSession(session, false).overAt(now, rules.sessionGap()),
                        session.startDie().sides()))
            .toList(),
        found.eventStats(),
        found.topRatedThreads());
  }

  /** Of the sessions that were ended, and of the open one where it has been idle for too long. */
  private double averageSessionHours(Found found, Instant now) {
    long sessions = found.endedSessions();
    long micros = found.endedMicros();
    SessionFacts open = found.openSession();
    if (open != null && !open.activeAt(now, rules.sessionGap())) {
      sessions++;
      micros += ChronoUnit.MICROS.between(open.startedAt(), open.lastActivityAt());
    }
    return sessions == 0 ? 0 : Rounded.hundredths(micros / MICROS_PER_HOUR / sessions);
  }
}
