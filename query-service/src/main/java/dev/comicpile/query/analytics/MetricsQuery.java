package dev.comicpile.query.analytics;

import dev.comicpile.api.PileRules;
import dev.comicpile.query.analytics.Metrics.RatedThread;
import dev.comicpile.query.analytics.Metrics.RecentSession;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers the metrics by one statement, which reads some thirty rows however much was played. */
@Component
class MetricsQuery {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final double MICROS_PER_HOUR = Duration.ofHours(1).toNanos() / 1000.0;

  private static final String FOUND =
      """
      select json_build_object(
        'threads', coalesce(threads, 0),
        'active_threads', coalesce(active_threads, 0),
        'ended_sessions', coalesce(ended_sessions, 0),
        'ended_micros', coalesce(ended_micros, 0),
        'open_session', (
          select row_to_json(s) from (
            select id, started_at, ended_at, last_activity_at, start_die
            from views.analytics_session
            where reader_id = given.reader_id and ended_at is null and not undone
            limit 1) s),
        'sessions', (
          select coalesce(json_agg(s), '[]') from (
            select id, started_at, ended_at, last_activity_at, start_die
            from views.analytics_session
            where reader_id = given.reader_id and not undone and started_at >= ?
            order by started_at desc, id desc limit 5) s),
        'event_stats', (
          select coalesce(json_object_agg(type, count order by type), '{}') from (
            select type, sum(count) as count
            from views.analytics_count
            where reader_id = given.reader_id
            group by type having sum(count) > 0) c),
        'top_rated_threads', (
          select coalesce(json_agg(t), '[]') from (
            select id, title, last_rating as rating, format
            from views.analytics_thread
            where reader_id = given.reader_id and last_rating >= 4.0
            order by last_rating desc, last_activity_at desc, id desc limit 5) t))
      from (select ?::bigint as reader_id) given left join views.analytics_pile using (reader_id)
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final PileRules rules;

  MetricsQuery(JdbcClient jdbc, JsonMapper json, PileRules rules) {
    this.jdbc = jdbc;
    this.json = json;
    this.rules = rules;
  }

  private record Found(
      long threads,
      long activeThreads,
      long endedSessions,
      long endedMicros,
      @Nullable Session openSession,
      List<Session> sessions,
      Map<String, Long> eventStats,
      List<RatedThread> topRatedThreads) {}

  private record Session(
      long id, Instant startedAt, @Nullable Instant endedAt, Instant lastActivityAt, int startDie) {

    /** When it was over, as seen at a moment; null while it goes on. */
    @Nullable Instant overAt(Instant now, Duration gap) {
      boolean idle = lastActivityAt.plus(gap).isBefore(now);
      return endedAt == null && idle ? lastActivityAt : endedAt;
    }
  }

  /** The metrics of a reader at a moment, with days as seen in a time zone. */
  Metrics of(long readerId, ZoneId zone, Instant now) {
    Instant since = now.atZone(zone).minusDays(WEEK.toDays()).toInstant();
    String found =
        jdbc.sql(FOUND)
            .params(since.atOffset(ZoneOffset.UTC), readerId)
            .query(String.class)
            .single();
    return metrics(Objects.requireNonNull(json.readValue(found, Found.class)), now);
  }

  private Metrics metrics(Found found, Instant now) {
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
                        session.overAt(now, rules.sessionGap()),
                        session.startDie()))
            .toList(),
        found.eventStats(),
        found.topRatedThreads());
  }

  /** Of the sessions that were ended, and of the open one where it has been idle for too long. */
  private double averageSessionHours(Found found, Instant now) {
    long sessions = found.endedSessions();
    long micros = found.endedMicros();
    Session open = found.openSession();
    Instant overAt = open == null ? null : open.overAt(now, rules.sessionGap());
    if (open != null && overAt != null) {
      sessions++;
      micros += ChronoUnit.MICROS.between(open.startedAt(), overAt);
    }
    return sessions == 0 ? 0 : Rounded.hundredths(micros / MICROS_PER_HOUR / sessions);
  }
}
