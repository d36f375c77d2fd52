package dev.comicpile.query.analytics;

import dev.comicpile.query.read.PileReads;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/analytics")
class AnalyticsReads {

  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  /** Zones of the IANA that Java knows only among abbreviations, of which most are none. */
  private static final Set<String> ABBREVIATED = Set.of("EST", "HST", "MST");

  private final PileReads reads;
  private final AnalyticsQueries queries;
  private final MetricsQuery metrics;
  private final Clock clock;

  AnalyticsReads(PileReads reads, AnalyticsQueries queries, MetricsQuery metrics, Clock clock) {
    this.reads = reads;
    this.queries = queries;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * The pile and the reading in numbers, without what was undone.
   *
   * <p>The metrics, and beyond them ratings, issues read by day, hour and format, dice, streaks,
   * what has waited longest, and a forecast.
   */
  @GetMapping
  ResponseEntity<Analytics> getAnalytics(
      Reader reader,
      @Parameter(description = "Whose days and times of day are counted: an IANA name")
          @RequestParam(defaultValue = "UTC")
          String tz) {
    return reads.ofMoment(reader, queries.at(zone(tz), clock.instant()));
  }

  /**
   * The first figures of the analytics, for every turn.
   *
   * <p>How many threads there are, how sessions went lately, and what is rated best.
   */
  @GetMapping("/metrics")
  ResponseEntity<Metrics> getMetrics(
      Reader reader,
      @Parameter(description = "Whose days the recent sessions are counted back by: an IANA name")
          @RequestParam(defaultValue = "UTC")
          String tz) {
    return reads.ofMoment(reader, metrics.at(zone(tz), clock.instant()));
  }

  private static ZoneId zone(String name) {
    if (!ZONES.contains(name) && !ABBREVIATED.contains(name)) {
      throw new BadInputException(
          new FieldProblem(
              "query.tz", "must be an IANA time zone such as Europe/Berlin", "not_allowed"));
    }
    return ZoneId.of(name, ZoneId.SHORT_IDS);
  }
}
