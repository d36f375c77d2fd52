package dev.comicpile.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Times as they are written everywhere: ISO 8601 in UTC, such as {@code 2026-01-05T09:01:00.123Z}.
 * Every event holds one at least, and the formatter of the JDK, which knows every other form too,
 * takes longer for it than the rest of an event takes.
 */
public final class Timestamps {

  private static final int SECONDS_PER_DAY = 86_400;

  /** Without a fraction; with one, up to nine digits and a point more. */
  private static final int SHORTEST = "2026-01-05T09:01:00Z".length();

  private static final int LONGEST = SHORTEST + 10;

  private static final int FRACTION = SHORTEST - 1;

  private static final int DIGITS_OF_NANOS = 9;

  private Timestamps() {}

  /** What {@link Instant#toString()} says: a fraction has three, six or nine digits. */
  public static String format(Instant time) {
    long day = Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return time.toString();
    }
    int second = (int) (time.getEpochSecond() - day * SECONDS_PER_DAY);
    byte[] text = new byte[LONGEST];
    digits(text, 0, 4, date.getYear());
    text[4] = '-';
    digits(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, second / 3600);
    text[13] = ':';
    digits(text, 14, 2, second / 60 % 60);
    text[16] = ':';
    digits(text, 17, 2, second % 60);
    int length = FRACTION;
    int nanos = time.getNano();
    if (nanos != 0) {
      text[length++] = '.';
      int count = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : DIGITS_OF_NANOS;
      int fraction = count == 3 ? nanos / 1_000_000 : count == 6 ? nanos / 1_000 : nanos;
      digits(text, length, count, fraction);
      length += count;
    }
    text[length++] = 'Z';
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  /**
   * The time that a text names, null where it is not of this form: it may be of another one, or no
   * time at all.
   */
  public static @Nullable Instant parse(char[] text, int offset, int length) {
    if (length < SHORTEST
        || length > LONGEST
        || text[offset + 4] != '-'
        || text[offset + 7] != '-'
        || text[offset + 10] != 'T'
        || text[offset + 13] != ':'
        || text[offset + 16] != ':'
        || text[offset + length - 1] != 'Z') {
      return null;
    }
    int year = number(text, offset, 4);
    int month = number(text, offset + 5, 2);
    int day = number(text, offset + 8, 2);
    int hour = number(text, offset + 11, 2);
    int minute = number(text, offset + 14, 2);
    int second = number(text, offset + 17, 2);
    int nanos = length == SHORTEST ? 0 : nanos(text, offset + FRACTION, length - SHORTEST);
    // Whatever is no number is negative, and so is all of it then.
    if ((year | month | day | hour | minute | second | nanos) < 0
        || month < 1
        || month > 12
        || day < 1
        // The last days of a month are not worth a calendar of their own.
        || (day > 28 && day > LocalDate.of(year, month, 1).lengthOfMonth())
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    return Instant.ofEpochSecond(
        LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY
            + hour * 3600L
            + minute * 60L
            + second,
        nanos);
  }

  /** The fraction from its point on; negative if it is none. */
  private static int nanos(char[] text, int offset, int length) {
    if (length < 2 || text[offset] != '.') {
      return -1;
    }
    int nanos = number(text, offset + 1, length - 1);
    for (int digits = length - 1; digits < DIGITS_OF_NANOS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** A number of so many digits, nine at most; negative if it is none. */
  private static int number(char[] text, int offset, int length) {
    int number = 0;
    for (int i = offset; i < offset + length; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static void digits(byte[] text, int offset, int length, int number) {
    int rest = number;
    for (int i = offset + length - 1; i >= offset; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
