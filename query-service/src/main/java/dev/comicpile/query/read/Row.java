package dev.comicpile.query.read;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ViewQuery} has found, row by row: columns are read one after another, in the order
 * in which they were selected, and as the types that answers are made of.
 */
public final class Row {

  private static final int VERSION = 1;

  private final ResultSet rows;
  private int column;

  private Row(ResultSet rows, int column) {
    this.rows = rows;
    this.column = column;
  }

  /** Begins at the row that the result is at, whose first column is the version of the view. */
  static Row afterVersion(ResultSet rows) {
    return new Row(rows, VERSION + 1);
  }

  /** Begins at the first column of the row that the result is at. */
  public static Row of(ResultSet rows) {
    return new Row(rows, 1);
  }

  /** Reads something from the columns that come next. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it. */
    T of(Row row) throws SQLException;
  }

  /** Does something with the columns that come next. */
  @FunctionalInterface
  public interface Use {
    /** Does it; the first row has the number 1. */
    void of(Row row, int number) throws SQLException;
  }

  /** The version that the view had applied, whether anything was found or not. */
  public long version() throws SQLException {
    return rows.getLong(VERSION);
  }

  /** Reads what begins here, in this row and in all that follow; nothing where this is null. */
  public <T> List<T> list(Reading<T> reading) throws SQLException {
    List<T> found = new ArrayList<>();
    each((row, number) -> found.add(reading.of(row)));
    return found;
  }

  /** Does something with what begins here, in this row and in all that follow. */
  public void each(Use use) throws SQLException {
    int first = column;
    if (isNull()) {
      return;
    }
    int number = 0;
    do {
      column = first;
      number++;
      use.of(this, number);
    } while (rows.next());
  }

  /** Whether there is nothing in the next column. */
  public boolean isNull() throws SQLException {
    return rows.getObject(column) == null;
  }

  /** Leaves columns out. */
  public void skip(int columns) {
    column += columns;
  }

  /** A whole number. */
  public int number() throws SQLException {
    return rows.getInt(column++);
  }

  /** A whole number, or null. */
  public @Nullable Integer numberOrNull() throws SQLException {
    int number = rows.getInt(column++);
    return rows.wasNull() ? null : (Integer) number;
  }

  /** An id or a version. */
  public long id() throws SQLException {
    return rows.getLong(column++);
  }

  /** An id, or null. */
  public @Nullable Long idOrNull() throws SQLException {
    long id = rows.getLong(column++);
    return rows.wasNull() ? null : (Long) id;
  }

  /** Ids, or null. */
  public @Nullable List<Long> idsOrNull() throws SQLException {
    Array ids = rows.getArray(column++);
    return ids == null ? null : List.of((Long[]) ids.getArray());
  }

  /** A text. */
  public String text() throws SQLException {
    return Objects.requireNonNull(rows.getString(column++));
  }

  /** A text, or null. */
  public @Nullable String textOrNull() throws SQLException {
    return rows.getString(column++);
  }

  /** Texts, some of which may be null; null where there are none. */
  public @Nullable String @Nullable [] texts() throws SQLException {
    Array texts = rows.getArray(column++);
    return texts == null ? null : (String[]) texts.getArray();
  }

  /** A truth value. */
  public boolean truth() throws SQLException {
    return rows.getBoolean(column++);
  }

  /** A rating, or null. */
  public @Nullable Double ratingOrNull() throws SQLException {
    double rating = rows.getDouble(column++);
    return rows.wasNull() ? null : (Double) rating;
  }

  /** A moment. */
  public Instant time() throws SQLException {
    return rows.getObject(column++, OffsetDateTime.class).toInstant();
  }

  /** A moment, or null. */
  public @Nullable Instant timeOrNull() throws SQLException {
    OffsetDateTime time = rows.getObject(column++, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
