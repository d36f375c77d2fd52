package dev.comicpile.query.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Turns times into local ones within a query, by this program's own rules of the time zone: the
 * database server may not know the zone, or know other rules of it.
 */
final class LocalTimes {

  /**
   * The local time of the column {@code at}. An offset counts from its start, and {@code
   * width_bucket} finds which one is in force.
   */
  static final String LOCAL =
      "(at at time zone 'UTC' + (:offsets)[width_bucket(at, :offset_starts)])";

  private final List<String> starts = new ArrayList<>();
  private final List<String> offsets = new ArrayList<>();

  /** The offsets of a zone from 1970 up to a moment. */
  LocalTimes(ZoneId zone, Instant until) {
    ZoneRules rules = zone.getRules();
    Instant start = Instant.EPOCH;
    while (!start.isAfter(until)) {
      starts.add(start.toString());
      offsets.add(rules.getOffset(start).getTotalSeconds() + " seconds");
      ZoneOffsetTransition next = rules.nextTransition(start);
      if (next == null) {
        break;
      }
      start = next.getInstant();
    }
  }

  /** The parameter {@code offset_starts}. */
  SqlArrayValue offsetStarts() {
    return new SqlArrayValue("timestamptz", starts.toArray());
  }

  /** The parameter {@code offsets}. */
  SqlArrayValue offsets() {
    return new SqlArrayValue("interval", offsets.toArray());
  }
}
