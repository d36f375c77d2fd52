package dev.comicpile.query.analytics;

import static java.util.stream.Collectors.toMap;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.query.analytics.Analytics.DayIssues;
import dev.comicpile.query.analytics.Analytics.DieStats;
import dev.comicpile.query.analytics.Analytics.FormatStats;
import dev.comicpile.query.analytics.Analytics.HourIssues;
import dev.comicpile.query.analytics.Analytics.RatedThread;
import dev.comicpile.query.analytics.Analytics.RatingCount;
import dev.comicpile.query.analytics.Analytics.RecentSession;
import dev.comicpile.query.analytics.Analytics.ResultCount;
import dev.comicpile.query.analytics.Analytics.Streaks;
import dev.comicpile.query.analytics.Analytics.WaitingThread;
import dev.comicpile.query.analytics.Analytics.WeekdayIssues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers each part of the analytics by one query over an index of the view. */
@Component
class AnalyticsQueries {

  private static final int LIST_LENGTH = 5;
  private static final int RECENT_DAYS = 7;
  private static final int HOURS = 24;
  private static final double BEST_RATING = 5.0;
  private static final double RATING_STEP = 0.5;

  private final JdbcClient jdbc;
  private final AnalyticsSessions sessions;
  private final Forecasts forecasts;
  private final PileRules rules;

  AnalyticsQueries(
      JdbcClient jdbc, AnalyticsSessions sessions, Forecasts forecasts, PileRules rules) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.forecasts = forecasts;
    this.rules = rules;
  }

  /** All there is to say of a reader at a moment, as seen in a time zone. */
  Analytics of(long readerId, ZoneId zone, Instant now) {
    LocalTimes times = new LocalTimes(zone, now);
    LocalDate today = now.atZone(zone).toLocalDate();
    ThreadCounts threads = threadCounts(readerId);
    Map<String, Long> events = eventStats(readerId);
    long picks = count(events, ActionType.ROLL);
    return new Analytics(
        threads.total(),
        threads.active(),
        threads.total() - threads.active(),
        percent(threads.total() - threads.active(), threads.total()),
        averageSessionHours(readerId, now),
        recentSessions(readerId, zone, now),
        events,
        topRatedThreads(readerId),
        zone.getId(),
        ratingsHistogram(readerId),
        issuesPerDay(readerId, times, zone, today),
        issuesPerWeekday(readerId, times),
        formats(readerId),
        diceHistogram(readerId),
        percent(count(events, ActionType.SNOOZE), picks),
        percent(count(events, ActionType.ROLLED_BUT_SKIPPED), picks),
        readingStreaks(readerId, times, today),
        longestWaitingThreads(readerId, zone, today),
        forecasts.of(readerId, zone, now));
  }

  private record ThreadCounts(int total, int active) {}

  private ThreadCounts threadCounts(long readerId) {
    return jdbc.sql(
            """
            select count(*) as total, count(*) filter (where issues_remaining > 0) as active
            from views.analytics_thread where reader_id = :reader
            """)
        .param("reader", readerId)
        .query(ThreadCounts.class)
        .single();
  }

  private double averageSessionHours(long readerId, Instant now) {
    double seconds =
        jdbc.sql(
                """
                select coalesce(avg(extract(epoch from
                    coalesce(ended_at, last_activity_at) - started_at)), 0)
                from views.analytics_session
                where reader_id = :reader and not undone
                  and (ended_at is not null or last_activity_at < :idle_since)
                """)
            .param("reader", readerId)
            .param("idle_since", now.minus(rules.sessionGap()).atOffset(ZoneOffset.UTC))
            .query(Double.class)
            .single();
    return Rounded.hundredths(seconds / 3600);
  }

  private List<RecentSession> recentSessions(long readerId, ZoneId zone, Instant now) {
    Instant since = now.atZone(zone).minusDays(RECENT_DAYS).toInstant();
    return sessions.startedSince(readerId, since, LIST_LENGTH).stream()
        .map(
            session ->
                new RecentSession(
                    session.id(),
                    session.startedAt(),
                    session.overAt(now, rules.sessionGap()),
                    session.startDie().sides()))
        .toList();
  }

  private Map<String, Long> eventStats(long readerId) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(
            """
            select type, count(*) as count from views.analytics_fact
            where reader_id = :reader and not undone
            group by type order by type
            """)
        .param("reader", readerId)
        .query(
            row -> {
              counts.put(row.getString("type"), row.getLong("count"));
            });
    return counts;
  }

  private List<RatedThread> topRatedThreads(long readerId) {
    return jdbc.sql(
            """
            select id, title, last_rating, format from views.analytics_thread
            where reader_id = :reader and last_rating >= 4.0
            order by last_rating desc, last_activity_at desc, id desc limit :limit
            """)
        .param("reader", readerId)
        .param("limit", LIST_LENGTH)
        .query(
            (row, number) ->
                new RatedThread(
                    row.getLong("id"),
                    row.getString("title"),
                    row.getDouble("last_rating"),
                    row.getString("format")))
        .list();
  }

  private List<RatingCount> ratingsHistogram(long readerId) {
    Map<Double, Long> counts =
        counts(
            jdbc.sql(
                    """
                    select rating, count(*) from views.analytics_fact
                    where reader_id = :reader and issues_read is not null and not undone
                      and rating is not null
                    group by rating
                    """)
                .param("reader", readerId),
            row -> row.getDouble("rating"));
    return IntStream.rangeClosed(1, (int) (BEST_RATING / RATING_STEP))
        .mapToObj(steps -> steps * RATING_STEP)
        .map(rating -> new RatingCount(rating, counts.getOrDefault(rating, 0L)))
        .toList();
  }

  private List<DayIssues> issuesPerDay(
      long readerId, LocalTimes times, ZoneId zone, LocalDate today) {
    LocalDate first = today.minusYears(1).plusDays(1);
    Map<LocalDate, Long> issues =
        counts(
            local(
                    times,
                    """
                    select cast(local as date) as day, sum(issues_read)
                    from (
                      select LOCAL as local, issues_read from views.analytics_fact
                      where reader_id = :reader and issues_read is not null and not undone
                        and at >= :since) reading
                    group by day
                    """)
                .param("reader", readerId)
                .param("since", first.atStartOfDay(zone).toOffsetDateTime()),
            row -> row.getObject("day", LocalDate.class));
    return first
        .datesUntil(today.plusDays(1))
        .map(day -> new DayIssues(day, issues.getOrDefault(day, 0L)))
        .toList();
  }

  private record WeekHour(int weekday, int hour) {}

  private List<WeekdayIssues> issuesPerWeekday(long readerId, LocalTimes times) {
    Map<WeekHour, Long> issues =
        counts(
            local(
                    times,
                    """
                    select date_part('isodow', local) as weekday, date_part('hour', local) as hour,
                           sum(issues_read)
                    from (
                      select LOCAL as local, issues_read from views.analytics_fact
                      where reader_id = :reader and issues_read is not null and not undone) reading
                    group by weekday, hour
                    """)
                .param("reader", readerId),
            row -> new WeekHour(row.getInt("weekday"), row.getInt("hour")));
    return Arrays.stream(DayOfWeek.values()).map(day -> weekday(day, issues)).toList();
  }

  private static WeekdayIssues weekday(DayOfWeek day, Map<WeekHour, Long> issues) {
    List<HourIssues> hours =
        IntStream.range(0, HOURS)
            .mapToObj(
                hour ->
                    new HourIssues(
                        hour, issues.getOrDefault(new WeekHour(day.getValue(), hour), 0L)))
            .toList();
    return new WeekdayIssues(
        day.name().toLowerCase(Locale.ROOT),
        hours.stream().mapToLong(HourIssues::issues).sum(),
        hours);
  }

  private List<FormatStats> formats(long readerId) {
    return jdbc.sql(
            """
            with held as (
              select format, count(*) as threads, sum(issues_remaining) as issues_remaining,
                     count(*) filter (where issues_remaining > 0) as active_threads
              from views.analytics_thread where reader_id = :reader
              group by format),
            reading as (
              select format, sum(issues_read) as issues_read, count(rating) as ratings,
                     avg(rating) as average_rating
              from views.analytics_fact
              where reader_id = :reader and issues_read is not null and not undone
              group by format)
            select * from held full join reading using (format)
            order by coalesce(issues_read, 0) desc, coalesce(threads, 0) desc, format collate "C"
            """)
        .param("reader", readerId)
        .query(
            (row, number) ->
                new FormatStats(
                    row.getString("format"),
                    row.getLong("threads"),
                    row.getLong("active_threads"),
                    row.getLong("issues_remaining"),
                    row.getLong("issues_read"),
                    row.getLong("ratings"),
                    row.getLong("ratings") == 0
                        ? null
                        : (Double) Rounded.hundredths(row.getDouble("average_rating"))))
        .list();
  }

  private record Roll(int die, int result) {}

  private List<DieStats> diceHistogram(long readerId) {
    Map<Roll, Long> rolls =
        counts(
            jdbc.sql(
                    """
                    select die, result, count(*) from views.analytics_fact
                    where reader_id = :reader and result is not null and not undone
                    group by die, result
                    """)
                .param("reader", readerId),
            row -> new Roll(row.getInt("die"), row.getInt("result")));
    return Arrays.stream(Die.values()).map(die -> die(die.sides(), rolls)).toList();
  }

  private static DieStats die(int sides, Map<Roll, Long> rolls) {
    List<ResultCount> results =
        IntStream.rangeClosed(1, sides)
            .mapToObj(
                result -> new ResultCount(result, rolls.getOrDefault(new Roll(sides, result), 0L)))
            .toList();
    return new DieStats(sides, results.stream().mapToLong(ResultCount::count).sum(), results);
  }

  private Streaks readingStreaks(long readerId, LocalTimes times, LocalDate today) {
    return local(
            times,
            """
            with day as (
              select distinct cast(LOCAL as date) as day from views.analytics_fact
              where reader_id = :reader and issues_read is not null and not undone),
            numbered as (
              select day, day - cast(row_number() over (order by day) as integer) as streak
              from day),
            streak as (
              select count(*) as days, max(day) as last from numbered group by streak)
            select coalesce(max(days) filter (where last >= :yesterday), 0) as current,
                   coalesce(max(days), 0) as longest
            from streak
            """)
        .param("reader", readerId)
        .param("yesterday", today.minusDays(1))
        .query(Streaks.class)
        .single();
  }

  private List<WaitingThread> longestWaitingThreads(long readerId, ZoneId zone, LocalDate today) {
    return jdbc.sql(
            """
            select id, title, format, coalesce(last_activity_at, created_at) as since
            from views.analytics_thread
            where reader_id = :reader and issues_remaining > 0
            order by coalesce(last_activity_at, created_at), id limit :limit
            """)
        .param("reader", readerId)
        .param("limit", LIST_LENGTH)
        .query(
            (row, number) -> {
              Instant since = row.getObject("since", OffsetDateTime.class).toInstant();
              return new WaitingThread(
                  row.getLong("id"),
                  row.getString("title"),
                  row.getString("format"),
                  since,
                  ChronoUnit.DAYS.between(since.atZone(zone).toLocalDate(), today));
            })
        .list();
  }

  /** A query that speaks of local times. */
  private JdbcClient.StatementSpec local(LocalTimes times, String sql) {
    return jdbc.sql(sql.replace("LOCAL", LocalTimes.LOCAL))
        .param("offsets", times.offsets())
        .param("offset_starts", times.offsetStarts());
  }

  private interface Key<K> {
    K of(ResultSet row) throws SQLException;
  }

  /** Rows of a key and, in the last column, a count. */
  private static <K> Map<K, Long> counts(JdbcClient.StatementSpec query, Key<K> key) {
    RowMapper<Map.Entry<K, Long>> mapper =
        (row, number) -> Map.entry(key.of(row), row.getLong(row.getMetaData().getColumnCount()));
    return query.query(mapper).list().stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static long count(Map<String, Long> events, ActionType type) {
    return events.getOrDefault(type.toString(), 0L);
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : Rounded.tenths(100.0 * part / whole);
  }
}
