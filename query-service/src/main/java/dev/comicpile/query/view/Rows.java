package dev.comicpile.query.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one statement inserts: one row goes by its values, many as an array for each column, so
 * that the statement is the same however many there are.
 */
public final class Rows {

  private final Table table;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  /** No rows of that table yet. */
  public Rows(Table table) {
    this.table = table;
  }

  /**
   * A table as it is written.
   *
   * @param oneRow the statement for one row
   * @param manyRows the statement for any number of rows
   */
  public record Table(List<String> types, String oneRow, String manyRows) {
    public Table {
      types = List.copyOf(types);
    }

    /**
     * The table of that name.
     *
     * @param columns names and types of its columns, such as {@code id bigint, title text}
     * @param onConflict what is done about rows that are there already, or an empty text
     */
    public static Table of(String name, String columns, String onConflict) {
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      List<String> values = new ArrayList<>();
      List<String> arrays = new ArrayList<>();
      List<String> selected = new ArrayList<>();
      for (String column : columns.split(",")) {
        String[] parts = column.strip().split(" ", 2);
        // An array of arrays would be taken apart as a whole, so such a column goes as texts.
        boolean isArray = parts[1].endsWith("[]");
        names.add(parts[0]);
        types.add(parts[1]);
        values.add("?::" + parts[1]);
        arrays.add(isArray ? "?::text[]" : "?::" + parts[1] + "[]");
        selected.add(isArray ? parts[0] + "::" + parts[1] : parts[0]);
      }
      String into = "insert into " + name + " (" + String.join(", ", names) + ") ";
      return new Table(
          types,
          into + "values (" + String.join(", ", values) + ") " + onConflict,
          into
              + "select "
              + String.join(", ", selected)
              + " from unnest("
              + String.join(", ", arrays)
              + ") as r("
              + String.join(", ", names)
              + ") "
              + onConflict);
    }
  }

  /** Adds a row: a value for each column, of the Java type that belongs to the column's. */
  public void add(@Nullable Object... values) {
    rows.add(values);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String sql() {
    return rows.size() == 1 ? table.oneRow() : table.manyRows();
  }

  @Nullable Object[] parameters() {
    if (rows.size() == 1) {
      return rows.getFirst();
    }
    @Nullable Object[] columns = new Object[table.types().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(i);
    }
    return columns;
  }

  private Object[] column(int index) {
    Object[] column =
        switch (table.types().get(index)) {
          case "bigint" -> new Long[rows.size()];
          case "integer" -> new Integer[rows.size()];
          case "double precision" -> new Double[rows.size()];
          case "boolean" -> new Boolean[rows.size()];
          default -> new String[rows.size()];
        };
    boolean texts = column instanceof String[];
    for (int i = 0; i < column.length; i++) {
      Object value = rows.get(i)[index];
      column[i] = texts && value != null ? text(value) : value;
    }
    return column;
  }

  private static String text(Object value) {
    return value instanceof Object[] elements
        ? Arrays.stream(elements).map(String::valueOf).collect(Collectors.joining(",", "{", "}"))
        : value.toString();
  }
}
