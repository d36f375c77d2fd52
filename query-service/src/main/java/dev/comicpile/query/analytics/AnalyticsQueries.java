package dev.comicpile.query.analytics;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.analytics.Analytics.DayIssues;
import dev.comicpile.query.analytics.Analytics.DieStats;
import dev.comicpile.query.analytics.Analytics.FormatStats;
import dev.comicpile.query.analytics.Analytics.RatingCount;
import dev.comicpile.query.analytics.Analytics.Streaks;
import dev.comicpile.query.analytics.Analytics.WaitingThread;
import dev.comicpile.query.analytics.Analytics.WeekdayIssues;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers the analytics by one statement, from sums that the view keeps. */
@Component
class AnalyticsQueries {

  private static final String RATINGS =
      """
      select json_agg(r) from (
        select steps / 2.0 as rating, coalesce(sum(readings), 0) as count
        from generate_series(1, 10) steps
          left join views.analytics_reading r on r.reader_id = a.reader_id and rating = steps / 2.0
        group by steps order by steps) r
      """;

  private static final String DAYS =
      """
      select json_agg(r) from (
        select date '0001-01-01' + number as day, coalesce(issues, 0) as issues
        from generate_series(?::integer, ?::integer) number left join day on day = number
        order by number) r
      """;

  private static final String WEEK =
      """
      select json_agg(r) from (
        select to_char(date '0001-01-01' + number / 24, 'FMday') as weekday,
               coalesce(sum(issues), 0) as issues,
               json_agg(json_build_object('hour', number % 24, 'issues', coalesce(issues, 0))
                        order by number) as hours
        from generate_series(0, 167) number left join hour on hour = number
        group by number / 24, 1 order by number / 24) r
      """;

  private static final String FORMATS =
      """
      select coalesce(json_agg(r), '[]') from (
        select format, coalesce(threads, 0) as threads, coalesce(active_threads, 0) as active_threads,
               coalesce(issues_remaining, 0) as issues_remaining,
               coalesce(issues_read, 0) as issues_read, coalesce(ratings, 0) as ratings,
               floor(all_ratings / ratings * 100 + 0.5) / 100 as average_rating
        from (
          select format, count(*) as threads, sum(issues_remaining) as issues_remaining,
                 count(*) filter (where issues_remaining > 0) as active_threads
          from views.analytics_thread where reader_id = a.reader_id group by format) held
        full join (
          select format, sum(issues) as issues_read,
                 sum(readings) filter (where rating > 0) as ratings,
                 sum(readings * rating) as all_ratings
          from views.analytics_reading where reader_id = a.reader_id and readings > 0
          group by format) reading using (format)
        order by 5 desc, 2 desc, format collate "C") r
      """;

  private static final String DICE =
      """
      select json_agg(r) from (
        select die, coalesce(sum(count), 0) as rolls,
               json_agg(json_build_object('result', result, 'count', coalesce(count, 0))
                        order by result) as results
        from unnest(array[SIDES]) die cross join generate_series(1, die) result
          left join (
            select die, result, count from views.analytics_count
            where reader_id = a.reader_id and type = 'roll') roll using (die, result)
        group by die order by die) r
      """
          .replace(
              "SIDES",
              Arrays.stream(Die.values())
                  .map(die -> Integer.toString(die.sides()))
                  .collect(Collectors.joining(", ")));

  private static final String WAITING =
      """
      select coalesce(json_agg(r), '[]') from (
        select id, title, format, coalesce(last_activity_at, created_at) as waiting_since
        from views.analytics_thread where reader_id = a.reader_id and issues_remaining > 0
        order by waiting_since, id limit 5) r
      """;

  /** Local quarters are counted from a Monday, so the hour of a week is what is left of weeks. */
  private static final String ROWS =
      """
      with local as (
        select LOCAL as quarter, issues
        from views.analytics_quarter where reader_id = a.reader_id and readings > 0),
      day as (select quarter / 96 as day, sum(issues) as issues from local group by 1),
      hour as (select quarter / 4 % 168 as hour, sum(issues) as issues from local group by 1),
      streak as (
        select count(*) as days, max(day) as last
        from (select day, day - row_number() over (order by day) as streak from day) numbered
        group by streak)
      select metrics, json_build_object(
        'ratings', (RATINGS),
        'days', (DAYS),
        'weekdays', (WEEK),
        'formats', (FORMATS),
        'dice', (DICE),
        'streaks', json_build_object(
          'current', coalesce((select max(days) from streak where last >= ?), 0),
          'longest', coalesce((select max(days) from streak), 0)),
        'waiting', (WAITING),
        'forecast', (FORECAST))
      from (METRICS) metrics
      """
          .replace("LOCAL", LocalTimes.LOCAL)
          .replace("RATINGS", RATINGS)
          .replace("WEEK", WEEK)
          .replace("DAYS", DAYS)
          .replace("FORMATS", FORMATS)
          .replace("DICE", DICE)
          .replace("WAITING", WAITING)
          .replace("FORECAST", Forecasts.FACTS)
          .replace("METRICS", MetricsQuery.ROWS);

  private final MetricsQuery metrics;

  AnalyticsQueries(MetricsQuery metrics) {
    this.metrics = metrics;
  }

  private record Found(
      List<RatingCount> ratings,
      List<DayIssues> days,
      List<WeekdayIssues> weekdays,
      List<FormatStats> formats,
      List<DieStats> dice,
      Streaks streaks,
      List<Waiting> waiting,
      Forecasts.Facts forecast) {}

  private record Waiting(long id, String title, String format, Instant waitingSince) {

    WaitingThread asOf(LocalDate today, ZoneId zone) {
      LocalDate since = waitingSince.atZone(zone).toLocalDate();
      return new WaitingThread(
          id, title, format, waitingSince, ChronoUnit.DAYS.between(since, today));
    }
  }

  /** All there is to say of a reader at a moment, as seen in a time zone. */
  ViewQuery<Analytics> at(ZoneId zone, Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalTimes times = new LocalTimes(zone, now);
    return ViewQuery.of(
        ViewName.ANALYTICS,
        ROWS,
        row ->
            analytics(
                metrics.told(row.text(), now), FactsJson.read(row.text(), Found.class), zone, now),
        times.offsets(),
        times.offsetStarts(),
        LocalTimes.number(today.minusYears(1).plusDays(1)),
        LocalTimes.number(today),
        LocalTimes.number(today.minusDays(1)),
        Forecasts.since(now),
        MetricsQuery.weekBefore(zone, now));
  }

  private static Analytics analytics(Metrics figures, Found found, ZoneId zone, Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    long picks = figures.count(ActionType.ROLL);
    return new Analytics(
        figures,
        zone.getId(),
        found.ratings(),
        found.days(),
        found.weekdays(),
        found.formats(),
        found.dice(),
        Rounded.percent(figures.count(ActionType.SNOOZE), picks),
        Rounded.percent(figures.count(ActionType.ROLLED_BUT_SKIPPED), picks),
        found.streaks(),
        found.waiting().stream().map(thread -> thread.asOf(today, zone)).toList(),
        Forecasts.forecast(found.forecast(), zone, now));
  }
}
