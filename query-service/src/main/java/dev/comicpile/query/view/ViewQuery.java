package dev.comicpile.query.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a view about one reader, in one statement.
 *
 * @param <T> the answer
 */
public final class ViewQuery<T> {

  private final ViewStatement statement;
  private final @Nullable Object[] parameters;
  private final int fetchSize;
  private final Rows<? extends Supplier<T>> rows;

  private ViewQuery(
      ViewStatement statement,
      @Nullable Object[] parameters,
      int fetchSize,
      Rows<? extends Supplier<T>> rows) {
    this.statement = statement;
    this.parameters = parameters;
    this.fetchSize = fetchSize;
    this.rows = rows;
  }

  /** Reads all rows of a statement. */
  @FunctionalInterface
  public interface Rows<T> {
    /**
     * Reads them; called on the first one, whose columns from {@link ViewStatement#FIRST} on are
     * null where there is none.
     */
    T read(ResultSet rows) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads the row that the result is at. */
    T read(ResultSet row) throws SQLException;
  }

  /**
   * A query.
   *
   * @param parameters of the rows, in their order
   */
  public static <T> ViewQuery<T> of(
      ViewStatement statement, Rows<T> rows, @Nullable Object... parameters) {
    return new ViewQuery<>(statement, parameters, 0, supplied(rows));
  }

  /** A query for a list. The first column of a row is never null. */
  public static <T> ViewQuery<List<T>> list(
      ViewStatement statement, Row<T> row, @Nullable Object... parameters) {
    return of(statement, rows -> list(rows, ViewStatement.FIRST, row), parameters);
  }

  /**
   * Reads rows for a list.
   *
   * @param column null exactly where the first row holds nothing
   */
  public static <T> List<T> list(ResultSet rows, int column, Row<T> row) throws SQLException {
    List<T> found = new ArrayList<>();
    if (Columns.isNull(rows, column)) {
      return found;
    }
    do {
      found.add(row.read(rows));
    } while (rows.next());
    return found;
  }

  private static <T> Rows<Supplier<T>> supplied(Rows<T> rows) {
    return result -> {
      T read = rows.read(result);
      return () -> read;
    };
  }

  /** The same with its rows fetched so many at a time, for whoever does not keep them. */
  public ViewQuery<T> fetching(int rowsAtOnce) {
    return new ViewQuery<>(statement, parameters, rowsAtOnce, rows);
  }

  /**
   * What becomes of the answer, once it is known that the view is far enough: it may be a refusal.
   */
  public <U> ViewQuery<U> map(Function<? super T, ? extends U> then) {
    Rows<? extends Supplier<T>> read = rows;
    return new ViewQuery<>(
        statement,
        parameters,
        fetchSize,
        result -> {
          Supplier<T> found = read.read(result);
          return () -> then.apply(found.get());
        });
  }

  ViewStatement statement() {
    return statement;
  }

  @Nullable Object[] parameters() {
    return parameters;
  }

  /** How many rows are fetched at a time, 0 for all of them at once. */
  int fetchSize() {
    return fetchSize;
  }

  Supplier<T> read(ResultSet result) throws SQLException {
    return rows.read(result);
  }
}
