package dev.comicpile.query.analytics;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.ReaderId;
import dev.comicpile.query.analytics.Analytics.DayIssues;
import dev.comicpile.query.analytics.Analytics.DieStats;
import dev.comicpile.query.analytics.Analytics.FormatStats;
import dev.comicpile.query.analytics.Analytics.HourIssues;
import dev.comicpile.query.analytics.Analytics.RatingCount;
import dev.comicpile.query.analytics.Analytics.ResultCount;
import dev.comicpile.query.analytics.Analytics.Streaks;
import dev.comicpile.query.analytics.Analytics.WaitingThread;
import dev.comicpile.query.analytics.Analytics.WeekdayIssues;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers each part of the analytics from sums that the view keeps. */
@Component
class AnalyticsQueries {

  private static final int LIST_LENGTH = 5;
  private static final int HOURS = 24;
  private static final double BEST_RATING = 5.0;
  private static final double RATING_STEP = 0.5;

  /**
   * Issues by day and by hour of the week, and the longest runs of days. Local quarters are counted
   * from a Monday, so the hour of the week is what is left of whole weeks.
   */
  private static final String READINGS =
      """
      with local as (
        select LOCAL as quarter, issues
        from views.analytics_quarter where reader_id = :reader and readings > 0),
      day as (
        select quarter / 96 as day, sum(issues) as issues from local group by 1),
      numbered as (
        select day, day - row_number() over (order by day) as streak from day),
      streak as (
        select count(*) as days, max(day) as last from numbered group by streak)
      select 'day' as part, day as key, issues as number from day where day >= :first
      union all
      select 'hour', quarter / 4 % 168, sum(issues) from local group by 2
      union all
      select 'longest', 0, max(days) from streak
      union all
      select 'current', 0, max(days) from streak where last >= :yesterday
      """
          .replace("LOCAL", LocalTimes.LOCAL);

  private final JdbcClient jdbc;
  private final MetricsQuery metrics;
  private final Forecasts forecasts;

  AnalyticsQueries(JdbcClient jdbc, MetricsQuery metrics, Forecasts forecasts) {
    this.jdbc = jdbc;
    this.metrics = metrics;
    this.forecasts = forecasts;
  }

  /** All there is to say of a reader at a moment, as seen in a time zone. */
  Analytics of(ReaderId readerId, ZoneId zone, Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Metrics figures = metrics.of(readerId, zone, now);
    Readings readings = readings(readerId, new LocalTimes(zone, now), today);
    long picks = figures.count(ActionType.ROLL);
    return new Analytics(
        figures,
        zone.getId(),
        ratingsHistogram(readerId),
        readings.perDay(),
        readings.perWeekday(),
        formats(readerId),
        diceHistogram(readerId),
        Rounded.percent(figures.count(ActionType.SNOOZE), picks),
        Rounded.percent(figures.count(ActionType.ROLLED_BUT_SKIPPED), picks),
        readings.streaks(),
        longestWaitingThreads(readerId, zone, today),
        forecasts.of(readerId, zone, now));
  }

  private List<RatingCount> ratingsHistogram(ReaderId readerId) {
    Map<Double, Long> counts = new HashMap<>();
    jdbc.sql(
            """
            select rating, sum(readings) from views.analytics_reading
            where reader_id = ? group by rating
            """)
        .param(readerId.number())
        .query(
            row -> {
              counts.put(row.getDouble(1), row.getLong(2));
            });
    return IntStream.rangeClosed(1, (int) (BEST_RATING / RATING_STEP))
        .mapToObj(steps -> steps * RATING_STEP)
        .map(rating -> new RatingCount(rating, counts.getOrDefault(rating, 0L)))
        .toList();
  }

  private record Readings(
      List<DayIssues> perDay, List<WeekdayIssues> perWeekday, Streaks streaks) {}

  private Readings readings(ReaderId readerId, LocalTimes times, LocalDate today) {
    LocalDate first = today.minusYears(1).plusDays(1);
    Map<LocalDate, Long> days = new HashMap<>();
    Map<Integer, Long> hours = new HashMap<>();
    Map<String, Integer> streaks = new HashMap<>();
    jdbc.sql(READINGS)
        .param("reader", readerId.number())
        .param("offsets", times.offsets())
        .param("offset_starts", times.offsetStarts())
        .param("first", LocalTimes.number(first))
        .param("yesterday", LocalTimes.number(today.minusDays(1)))
        .query(
            row -> {
              String part = row.getString("part");
              switch (part) {
                case "day" -> days.put(LocalTimes.day(row.getLong("key")), row.getLong("number"));
                case "hour" -> hours.put(row.getInt("key"), row.getLong("number"));
                default -> streaks.put(part, row.getInt("number"));
              }
            });
    return new Readings(
        first
            .datesUntil(today.plusDays(1))
            .map(day -> new DayIssues(day, days.getOrDefault(day, 0L)))
            .toList(),
        Arrays.stream(DayOfWeek.values()).map(day -> weekday(day, hours)).toList(),
        new Streaks(streaks.getOrDefault("current", 0), streaks.getOrDefault("longest", 0)));
  }

  private static WeekdayIssues weekday(DayOfWeek day, Map<Integer, Long> hoursOfWeek) {
    int midnight = day.ordinal() * HOURS;
    List<HourIssues> hours =
        IntStream.range(0, HOURS)
            .mapToObj(hour -> new HourIssues(hour, hoursOfWeek.getOrDefault(midnight + hour, 0L)))
            .toList();
    return new WeekdayIssues(
        day.name().toLowerCase(Locale.ROOT),
        hours.stream().mapToLong(HourIssues::issues).sum(),
        hours);
  }

  private List<FormatStats> formats(ReaderId readerId) {
    return jdbc.sql(
            """
            with held as (
              select format, count(*) as threads, sum(issues_remaining) as issues_remaining,
                     count(*) filter (where issues_remaining > 0) as active_threads
              from views.analytics_thread where reader_id = :reader
              group by format),
            reading as (
              select format, sum(issues) as issues_read,
                     sum(readings) filter (where rating > 0) as ratings,
                     sum(readings * rating) as all_ratings
              from views.analytics_reading
              where reader_id = :reader and readings > 0
              group by format)
            select * from held full join reading using (format)
            order by coalesce(issues_read, 0) desc, coalesce(threads, 0) desc, format collate "C"
            """)
        .param("reader", readerId.number())
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
                        : (Double)
                            Rounded.hundredths(
                                row.getDouble("all_ratings") / row.getLong("ratings"))))
        .list();
  }

  private record Roll(int die, int result) {}

  private List<DieStats> diceHistogram(ReaderId readerId) {
    Map<Roll, Long> rolls = new HashMap<>();
    jdbc.sql(
            """
            select die, result, count from views.analytics_count
            where reader_id = ? and type = 'roll' and die > 0
            """)
        .param(readerId.number())
        .query(
            row -> {
              rolls.put(new Roll(row.getInt(1), row.getInt(2)), row.getLong(3));
            });
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

  private List<WaitingThread> longestWaitingThreads(
      ReaderId readerId, ZoneId zone, LocalDate today) {
    return jdbc.sql(
            """
            select id, title, format, coalesce(last_activity_at, created_at) as since
            from views.analytics_thread
            where reader_id = :reader and issues_remaining > 0
            order by coalesce(last_activity_at, created_at), id limit :limit
            """)
        .param("reader", readerId.number())
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
}
