package dev.comicpile.portability.spreadsheet;

import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.portability.spreadsheet.CsvFile.Row;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a row, and gathers what is wrong with them. */
final class RowReader {

  private final Row row;
  private final List<Remark> wrong = new ArrayList<>();

  RowReader(Row row) {
    this.row = row;
  }

  /** What a column holds; null where it is missing, which is wrong, or holds something else. */
  <T> @Nullable T needed(Column<T> column) {
    if (row.cell(column.name()).isEmpty()) {
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
    String cell = row.cell(column.name());
    if (cell.isEmpty()) {
      return null;
    }
    Reading<T> reading = column.read(cell);
    if (reading.problem() != null) {
      wrong.add(Wording.CELL.of("column", column.name(), "problem", reading.problem()));
      return null;
    }
    return reading.value();
  }

  /** What is wrong with the row so far. */
  List<RowError> errors() {
    // What is missing first, then what is wrong, in the order of the columns.
    List<Remark> sorted = new ArrayList<>(wrong);
    sorted.sort((one, other) -> Boolean.compare(isMissing(other), isMissing(one)));
    return sorted.stream().map(problem -> new RowError(row.number(), problem)).toList();
  }

  private static boolean isMissing(Remark problem) {
    return problem.wording() == Wording.MISSING;
  }
}
