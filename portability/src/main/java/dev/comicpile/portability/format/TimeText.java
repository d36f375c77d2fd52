package dev.comicpile.portability.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DecimalStyle;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as databases, spreadsheets and programs write them. */
public final class TimeText {

  /** A date, with or without a time and an offset; a space may stand for the T. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withDecimalStyle(DecimalStyle.STANDARD)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int LAST_YEAR = 9999;

  private TimeText() {}

  /**
   * The time that a text names: UTC without an offset, the beginning of the day without a time;
   * null where it is none.
   */
  public static @Nullable Instant parse(String text) {
    try {
      OffsetDateTime time = FORMAT.parse(text, OffsetDateTime::from);
      return time.getYear() < 1 || time.getYear() > LAST_YEAR ? null : time.toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
