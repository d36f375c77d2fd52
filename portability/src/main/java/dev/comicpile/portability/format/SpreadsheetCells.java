package dev.comicpile.portability.format;

import java.util.regex.Pattern;

/**
 * Texts as cells of a CSV file that may be opened in a spreadsheet: one that begins like a formula
 * gets an apostrophe in front of it, which an import takes away again.
 */
public final class SpreadsheetCells {

  /** With the apostrophes that it may have of its own, so that none of those is lost. */
  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);

  private SpreadsheetCells() {}

  /** The text as a cell that no spreadsheet takes for a formula. */
  public static String harmless(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  /** The text that {@link #harmless} made a cell of. */
  public static String original(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
