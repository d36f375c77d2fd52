package dev.comicpile.query.analytics;

import dev.comicpile.api.ReaderId;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells when threads and piles will be finished; {@link Forecast} says how that is reckoned. */
@Component
class Forecasts {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  /** A century: what is farther away is no forecast. */
  private static final double MAX_DAYS = 36_525;

  private final JdbcClient jdbc;

  Forecasts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The forecast of a reader's pile at a moment, with days as seen in a time zone. */
  Forecast of(ReaderId readerId, ZoneId zone, Instant now) {
    double issuesPerDay = issuesPerDay(readerId, now);
    List<Place> places = places(readerId, now);
    List<ThreadForecast> threads =
        places.stream()
            .map(
                place ->
                    new ThreadForecast(
                        place.id(),
                        place.title(),
                        place.remaining(),
                        day(place.issuesUntilEnd(), issuesPerDay, zone, now)))
            .toList();
    return new Forecast(
        places.stream().mapToLong(Place::remaining).sum(),
        Rounded.hundredths(issuesPerDay),
        threads.isEmpty() ? null : threads.getLast().finishedOn(),
        threads);
  }

  /** The pace of the last 30 days, or since the first reading, but of a day at least. */
  private double issuesPerDay(ReaderId readerId, Instant now) {
    OffsetDateTime since = now.minus(WINDOW).atOffset(ZoneOffset.UTC);
    return jdbc.sql(
            """
            select coalesce(sum(issues_read), 0) / greatest(1, extract(epoch from :now - greatest(
                :since, (select min(at) from views.analytics_fact
                         where reader_id = :reader and issues_read is not null and not undone)))
                / 86400)
            from views.analytics_fact
            where reader_id = :reader and issues_read is not null and not undone and at >= :since
            """)
        .param("reader", readerId.number())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("since", since)
        .query(Double.class)
        .single();
  }

  /**
   * A thread among those that share the pace.
   *
   * @param issuesUntilEnd how many issues of the whole pile will have been read when it is finished
   */
  private record Place(long id, String title, int remaining, double issuesUntilEnd) {}

  /**
   * The active threads, the first to be finished first. In a round each gets as many turns as its
   * weight. So a thread ends after {@code remaining / weight} rounds; by then those that need no
   * more rounds have been read whole, and of the others a round's turns in each round.
   */
  private List<Place> places(ReaderId readerId, Instant now) {
    return jdbc.sql(
            """
            with lately as (
              select thread_id as id, sum(issues_read) as issues from views.analytics_fact
              where reader_id = :reader and issues_read is not null and not undone
                and at >= :since
              group by thread_id),
            thread as (
              select id, title, issues_remaining, 1 + coalesce(issues, 0) as weight,
                     cast(issues_remaining as double precision) / (1 + coalesce(issues, 0))
                       as rounds
              from views.analytics_thread left join lately using (id)
              where reader_id = :reader and issues_remaining > 0)
            select id, title, issues_remaining as remaining,
                   sum(issues_remaining) over earlier
                     + rounds * (sum(weight) over () - sum(weight) over earlier)
                     as issues_until_end
            from thread
            window earlier as (order by rounds range unbounded preceding)
            order by rounds, id
            """)
        .param("reader", readerId.number())
        .param("since", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
        .query(
            (row, number) ->
                new Place(
                    row.getLong("id"),
                    row.getString("title"),
                    row.getInt("remaining"),
                    row.getDouble("issues_until_end")))
        .list();
  }

  private static @Nullable LocalDate day(
      double issues, double issuesPerDay, ZoneId zone, Instant now) {
    double days = issues / issuesPerDay;
    return issuesPerDay > 0 && days <= MAX_DAYS
        ? now.plusSeconds((long) (days * SECONDS_PER_DAY)).atZone(zone).toLocalDate()
        : null;
  }
}
