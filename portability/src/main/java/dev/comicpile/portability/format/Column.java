package dev.comicpile.portability.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of rows that come in: what it may hold, what is entered instead, and the words for both.
 *
 * @param reader reads a cell, which is a {@link String}, a {@link BigDecimal} or anything else, at
 *     the present time
 * @param required whether a row without it is named
 * @param otherwise what is entered where nothing could be made of the cell
 * @param instead what is said to be entered then
 */
public record Column<T>(
    String name,
    BiFunction<Object, Instant, Reading<T>> reader,
    boolean required,
    @Nullable T otherwise,
    Remark instead) {

  /**
   * What a cell says.
   *
   * @param value what is entered; null for nothing
   * @param problem what the column must hold and this cell does not, such as {@code must be 0 or
   *     more}; null where the cell is entered as it is
   */
  public record Reading<T>(@Nullable T value, @Nullable Remark problem) {

    static <T> Reading<T> good(T value) {
      return new Reading<>(value, null);
    }

    static <T> Reading<T> wrong(Remark problem, @Nullable T instead) {
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

  /** The remark about a cell that is not entered as it is. */
  public static Remark repaired(String column, Object cell, Remark problem, Remark instead) {
    return Wording.CELL_REPAIRED
        .of("column", column, "value", shown(cell))
        .with("problem", problem)
        .with("instead", instead);
  }

  static <T> Column<T> of(String name, Function<Object, Reading<T>> reader) {
    return ofTime(name, (cell, now) -> reader.apply(cell));
  }

  /** One of which the present time says what it may hold. */
  static <T> Column<T> ofTime(String name, BiFunction<Object, Instant, Reading<T>> reader) {
    return new Column<>(name, reader, false, null, Wording.NOTHING.say());
  }

  /**
   * Reads a cell that is not empty.
   *
   * @param now no time may lie after it
   */
  public Reading<T> read(Object cell, Instant now) {
    return reader.apply(cell, now);
  }

  Column<T> as(String otherName) {
    return new Column<>(otherName, reader, required, otherwise, instead);
  }

  /** The same, needed in every row, with what is entered where it is missing. */
  Column<T> required(T value) {
    return new Column<>(name, reader, true, value, Wording.ENTERED.of("entered", value));
  }

  /** The same, needed in every row, with words for what the row's reader enters instead. */
  Column<T> requiredOrElse(Wording words) {
    return new Column<>(name, reader, true, null, words.say());
  }

  /** The same with words for what the row's reader enters instead. */
  Column<T> orElse(Wording words) {
    return new Column<>(name, reader, required, otherwise, words.say());
  }
}
