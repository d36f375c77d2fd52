package dev.comicpile.portability.format;

import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of rows that come in: what it may hold, what is entered instead, and the words for both.
 *
 * @param reader reads a cell: a {@link String}, a {@link java.math.BigDecimal} or anything else
 * @param required whether a row without it is named
 * @param otherwise what is entered where nothing could be made of the cell
 * @param words what is said to be entered then
 */
public record Column<T>(
    String name,
    Function<Object, Reading<T>> reader,
    boolean required,
    @Nullable T otherwise,
    String words) {

  /**
   * What a cell says.
   *
   * @param value what is entered; null for nothing
   * @param problem what the column must hold and this cell does not, such as {@code must be 0 or
   *     more}; null where the cell is entered as it is
   */
  public record Reading<T>(@Nullable T value, @Nullable String problem) {

    static <T> Reading<T> good(T value) {
      return new Reading<>(value, null);
    }

    static <T> Reading<T> wrong(String problem, @Nullable T instead) {
      return new Reading<>(instead, problem);
    }
  }

  /** So many characters of a value stand in a sentence. */
  private static final int SHOWN = 60;

  /** A value in a sentence. */
  public static String shown(Object value) {
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    String start =
        text.codePointCount(0, text.length()) <= SHOWN
            ? text
            : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    return value instanceof String ? "'" + start + "'" : start;
  }

  /** The sentence about a cell that is not entered as it is. */
  public static String sentence(String column, Object cell, String problem, String entered) {
    return column + " is " + shown(cell) + " and " + problem + "; " + entered + ".";
  }

  static <T> Column<T> of(String name, Function<Object, Reading<T>> reader) {
    return new Column<>(name, reader, false, null, "nothing is entered");
  }

  /** Reads a cell that is not empty. */
  public Reading<T> read(Object cell) {
    return reader.apply(cell);
  }

  Column<T> as(String otherName) {
    return new Column<>(otherName, reader, required, otherwise, words);
  }

  /** The same, needed in every row, with what is entered where it is missing. */
  Column<T> required(T instead) {
    return new Column<>(name, reader, true, instead, instead + " is entered");
  }

  /** The same, needed in every row, with words for what the row's reader enters instead. */
  Column<T> requiredOrElse(String instead) {
    return new Column<>(name, reader, true, null, instead + " is entered");
  }

  /** The same with words for what the row's reader enters instead. */
  Column<T> orElse(String instead) {
    return new Column<>(name, reader, required, otherwise, instead + " is entered");
  }
}
