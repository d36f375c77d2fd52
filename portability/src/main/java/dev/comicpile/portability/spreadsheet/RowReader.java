package dev.comicpile.portability.spreadsheet;

import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a row, and gathers what is wrong with them. */
final class RowReader {

  private final Map<String, String> cells;
  private final Instant now;
  private final List<Remark> wrong = new ArrayList<>();

  /**
   * A row.
   *
   * @param cells what is in its columns, by their names; those that are empty are not there
   * @param now no time may lie after it
   */
  RowReader(Map<String, String> cells, Instant now) {
    this.cells = cells;
    this.now = now;
  }

  /** What a column holds; null where it is missing, which is wrong, or holds something else. */
  <T> @Nullable T needed(Column<T> column) {
    if (!cells.containsKey(column.name())) {
      wrong.add(Wording.MISSING.of("column", column.name()));
      return null;
    }
    return optional(column);
  }

  /** The same as a value of its own. */
  <T, V> @Nullable V needed(Column<T> column, Function<T, V> value) {
    return made(needed(column), value);
  }

  /** The same as a value of its own. */
  <T, V> @Nullable V optional(Column<T> column, Function<T, V> value) {
    return made(optional(column), value);
  }

  private static <T, V> @Nullable V made(@Nullable T cell, Function<T, V> value) {
    return cell == null ? null : value.apply(cell);
  }

  /** What a column holds; null where it is empty, or holds something else, which is wrong. */
  <T> @Nullable T optional(Column<T> column) {
    String cell = cells.get(column.name());
    if (cell == null) {
      return null;
    }
    Reading<T> reading = column.read(cell, now);
    if (reading.problem() != null) {
      wrong.add(Wording.CELL.of("column", column.name(), "problem", reading.problem()));
      return null;
    }
    return reading.value();
  }

  /** What is wrong with the row so far: what is missing first, both in the order of the columns. */
  List<Remark> wrong() {
    return wrong.stream()
        .sorted(Comparator.comparing(problem -> problem.wording() != Wording.MISSING))
        .toList();
  }
}
