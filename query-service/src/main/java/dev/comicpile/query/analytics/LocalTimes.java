package dev.comicpile.query.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns quarters of an hour into local ones within a query, by this program's own rules of the time
 * zone: the database server may not know the zone, or know other rules of it.
 *
 * <p>A quarter is as local as its first moment. That is exact wherever a clock differs from UTC by
 * whole quarters of an hour and is changed at the end of one: so are all clocks since 2023. Before
 * that some were changed at a minute past the hour (Newfoundland's until 2011), and two zones had
 * other offsets in the 1970s (Liberia and Kiritimati); there, up to 15 minutes are told by the hour
 * or day next to theirs.
 */
final class LocalTimes {

  static final int QUARTERS_PER_HOUR = 4;
  static final int QUARTERS_PER_DAY = 24 * QUARTERS_PER_HOUR;

  /** A Monday, so that weeks are whole weeks of days counted from it. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

  private static final int SECONDS_PER_QUARTER = 900;

  /**
   * The local time of the column {@code quarter}, in quarters of an hour since the year 1. An
   * offset counts from its start, and {@code width_bucket} finds which one is in force.
   */
  static final String LOCAL =
      "(quarter + (?::integer[])[greatest(1, width_bucket(quarter, ?::integer[]))])";

  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();

  /** The offsets of a zone from 1970 up to a moment; what is earlier counts as 1970 did. */
  LocalTimes(ZoneId zone, Instant until) {
    ZoneRules rules = zone.getRules();
    Instant start = Instant.EPOCH;
    do {
      starts.add(quarters(start.getEpochSecond() + SECONDS_PER_QUARTER - 1));
      offsets.add(
          quarters(rules.getOffset(start).getTotalSeconds())
              - (int) FIRST_DAY.toEpochDay() * QUARTERS_PER_DAY);
      ZoneOffsetTransition next = rules.nextTransition(start);
      if (next == null) {
        break;
      }
      start = next.getInstant();
    } while (!start.isAfter(until));
  }

  private static int quarters(long seconds) {
    return (int) Math.floorDiv(seconds, SECONDS_PER_QUARTER);
  }

  /** The first parameter of {@link #LOCAL}: the offsets. */
  Integer[] offsets() {
    return offsets.toArray(Integer[]::new);
  }

  /** The second parameter: where each of them starts. */
  Integer[] offsetStarts() {
    return starts.toArray(Integer[]::new);
  }

  /** The number of a day. */
  static long number(LocalDate day) {
    return day.toEpochDay() - FIRST_DAY.toEpochDay();
  }
}
