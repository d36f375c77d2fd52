package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Writes times as {@link Instant#toString()} does, without its formatter: a list of a hundred
 * threads holds some two hundred of them.
 */
final class InstantText extends StdScalarSerializer<Instant> {

  private static final int LONGEST = "2026-01-31T12:00:00.123456789Z".length();

  private static final long SECONDS_PER_DAY = 86_400;

  /** From 0000-03-01, where the calendar's cycle of 400 years begins, to 1970-01-01. */
  private static final long DAYS_BEFORE_1970 = 719_468;

  private static final long DAYS_PER_CYCLE = 146_097;

  /** The years of four digits. */
  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  InstantText() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant instant, JsonGenerator out, SerializationContext context) {
    out.writeString(text(instant));
  }

  /** The same as {@link Instant#toString()}. */
  static String text(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
      return instant.toString();
    }
    byte[] text = new byte[LONGEST];
    int end = writeDate(text, Math.floorDiv(seconds, SECONDS_PER_DAY));
    text[end++] = 'T';
    int ofDay = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
    end = writeTwo(text, end, ofDay / 3600);
    text[end++] = ':';
    end = writeTwo(text, end, ofDay / 60 % 60);
    text[end++] = ':';
    end = writeTwo(text, end, ofDay % 60);
    end = writeFraction(text, end, instant.getNano());
    text[end++] = 'Z';
    return new String(text, 0, end, ISO_8859_1);
  }

  /**
   * Year, month and day by counting years from March on, so that the leap day is the last of one:
   * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", {@code civil_from_days}.
   */
  private static int writeDate(byte[] text, long epochDay) {
    long days = epochDay + DAYS_BEFORE_1970;
    long cycle = Math.floorDiv(days, DAYS_PER_CYCLE);
    int dayOfCycle = (int) Math.floorMod(days, DAYS_PER_CYCLE);
    int yearOfCycle =
        (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
    int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = (int) (yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0));
    int end = writeTwo(text, 0, year / 100);
    end = writeTwo(text, end, year % 100);
    text[end++] = '-';
    end = writeTwo(text, end, month);
    text[end++] = '-';
    return writeTwo(text, end, day);
  }

  /** Three, six or nine digits, or none. */
  private static int writeFraction(byte[] text, int start, int nanos) {
    if (nanos == 0) {
      return start;
    }
    int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    int value = digits == 3 ? nanos / 1_000_000 : digits == 6 ? nanos / 1_000 : nanos;
    text[start] = '.';
    for (int i = start + digits; i > start; i--) {
      text[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    return start + digits + 1;
  }

  private static int writeTwo(byte[] text, int start, int value) {
    text[start] = (byte) ('0' + value / 10);
    text[start + 1] = (byte) ('0' + value % 10);
    return start + 2;
  }
}
