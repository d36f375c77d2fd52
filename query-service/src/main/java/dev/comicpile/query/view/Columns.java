package dev.comicpile.query.view;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads columns by their number, as the types that answers are made of. */
public final class Columns {

  private Columns() {}

  /** Whether there is nothing in a column. */
  public static boolean isNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null;
  }

  /** A text that is always there. */
  public static String text(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  /** A whole number, or null. */
  public static @Nullable Integer number(ResultSet row, int column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : (Integer) number;
  }

  /** An id, or null. */
  public static @Nullable Long id(ResultSet row, int column) throws SQLException {
    long id = row.getLong(column);
    return row.wasNull() ? null : (Long) id;
  }

  /** A rating, or null. */
  public static @Nullable Double rating(ResultSet row, int column) throws SQLException {
    double rating = row.getDouble(column);
    return row.wasNull() ? null : (Double) rating;
  }

  /** A moment that is always there. */
  public static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A moment, or null. */
  public static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Ids, or null. */
  public static @Nullable List<Long> ids(ResultSet row, int column) throws SQLException {
    Array ids = row.getArray(column);
    return ids == null ? null : List.of((Long[]) ids.getArray());
  }

  /** Whole numbers that are always there. */
  public static Integer[] numbers(ResultSet row, int column) throws SQLException {
    return (Integer[]) row.getArray(column).getArray();
  }

  /** Texts, some of which may be null; null where there are none. */
  public static @Nullable String @Nullable [] texts(ResultSet row, int column) throws SQLException {
    Array texts = row.getArray(column);
    return texts == null ? null : (String[]) texts.getArray();
  }
}
