package dev.comicpile.query.analytics;

import dev.comicpile.query.analytics.Analytics.Forecast;
import dev.comicpile.query.analytics.Analytics.ThreadForecast;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells when threads and piles will be finished; {@link Forecast} says how that is reckoned. */
final class Forecasts {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  /** A century: what is farther away is no forecast. */
  private static final double MAX_DAYS = 36_525;

  /**
   * What was read lately, and the active threads, the first to be finished first. In a round each
   * gets as many turns as its weight. So a thread ends after {@code remaining / weight} rounds; by
   * then those that need no more rounds have been read whole, and of the others a round's turns in
   * each round.
   */
  static final String FACTS =
      """
      with lately as (
        select thread_id as id, sum(issues_read) as issues from views.analytics_fact
        where reader_id = a.reader_id and issues_read is not null and not undone and at >= ?
        group by thread_id),
      thread as (
        select id, title, issues_remaining, 1 + coalesce(issues, 0) as weight,
               cast(issues_remaining as double precision) / (1 + coalesce(issues, 0)) as rounds
        from views.analytics_thread left join lately using (id)
        where reader_id = a.reader_id and issues_remaining > 0)
      select json_build_object(
        'read_lately', (select coalesce(sum(issues), 0) from lately),
        'first_reading', (
          select min(at) from views.analytics_fact
          where reader_id = a.reader_id and issues_read is not null and not undone),
        'threads', (
          select coalesce(json_agg(r), '[]') from (
            select id, title, issues_remaining,
                   sum(issues_remaining) over earlier
                     + rounds * (sum(weight) over () - sum(weight) over earlier)
                     as issues_until_end
            from thread
            window earlier as (order by rounds range unbounded preceding)
            order by rounds, id) r))
      """;

  private Forecasts() {}

  /**
   * What a forecast is made of.
   *
   * @param readLately issues read in the last 30 days
   * @param firstReading null where nothing was ever read
   */
  record Facts(long readLately, @Nullable Instant firstReading, List<Place> threads) {

    /** The pace of the last 30 days, or since the first reading, but of a day at least. */
    private double issuesPerDay(Instant now) {
      Instant since = now.minus(WINDOW);
      Instant begin = firstReading == null || firstReading.isBefore(since) ? since : firstReading;
      return readLately / Math.max(1, Duration.between(begin, now).toMillis() / MILLIS_PER_DAY);
    }
  }

  /**
   * A thread among those that share the pace.
   *
   * @param issuesUntilEnd how many issues of the whole pile will have been read when it is finished
   */
  record Place(long id, String title, int issuesRemaining, double issuesUntilEnd) {}

  /** The parameter of {@link #FACTS}. */
  static OffsetDateTime since(Instant now) {
    return now.minus(WINDOW).atOffset(ZoneOffset.UTC);
  }

  /** The forecast at a moment, with days as seen in a time zone. */
  static Forecast forecast(Facts facts, ZoneId zone, Instant now) {
    double issuesPerDay = facts.issuesPerDay(now);
    List<ThreadForecast> threads =
        facts.threads().stream()
            .map(
                place ->
                    new ThreadForecast(
                        place.id(),
                        place.title(),
                        place.issuesRemaining(),
                        day(place.issuesUntilEnd(), issuesPerDay, zone, now)))
            .toList();
    return new Forecast(
        threads.stream().mapToLong(ThreadForecast::issuesRemaining).sum(),
        Rounded.hundredths(issuesPerDay),
        threads.isEmpty() ? null : threads.getLast().finishedOn(),
        threads);
  }

  private static @Nullable LocalDate day(
      double issues, double issuesPerDay, ZoneId zone, Instant now) {
    double days = issues / issuesPerDay;
    return issuesPerDay > 0 && days <= MAX_DAYS
        ? now.plusMillis((long) (days * MILLIS_PER_DAY)).atZone(zone).toLocalDate()
        : null;
  }
}
