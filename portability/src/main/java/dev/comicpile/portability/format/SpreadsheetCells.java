package dev.comicpile.portability.format;

import dev.comicpile.api.Timestamps;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts as cells of a CSV file that may be opened in a spreadsheet: one that begins like a formula,
 * also behind spaces and line breaks, gets an apostrophe in front of it, which an import takes away
 * again. Control characters, which a terminal might obey, are spaces.
 */
public final class SpreadsheetCells {

  /** With the apostrophes that it may have of its own, so that none of those is lost. */
  private static final Pattern FORMULA =
      Pattern.compile("'*(\\t|\\r|[\\s\\p{Z}\\p{Cf}]*[=+\\-@＝＋－＠]).*", Pattern.DOTALL);

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");

  private SpreadsheetCells() {}

  /** A text, a number or a time as a cell; null where there is none. */
  public static @Nullable String cell(@Nullable Object value) {
    return switch (value) {
      case Instant time -> Timestamps.format(time);
      case OffsetDateTime time -> Timestamps.format(time.toInstant());
      case null -> null;
      default -> harmless(value.toString());
    };
  }

  /** The text as a cell that no spreadsheet takes for a formula. */
  public static String harmless(String text) {
    String plain = CONTROL.matcher(text).replaceAll(" ");
    return FORMULA.matcher(plain).matches() ? "'" + plain : plain;
  }

  /** The text that {@link #harmless} made a cell of. */
  public static String original(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
