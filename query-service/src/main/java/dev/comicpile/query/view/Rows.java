package dev.comicpile.query.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one statement inserts into a table or changes there: one row goes by its values, many
 * as an array for each column, so that the statement is the same however many there are.
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
     * A table that is changed by rows.
     *
     * @param columns names and types of the rows' columns, such as {@code id bigint, title text}
     * @param update the statement, with {@code %s} for the rows and, after it, their name
     */
    public static Table ofUpdate(String columns, String update) {
      List<String[]> parts = parts(columns);
      String names = parts.stream().map(part -> part[0]).collect(Collectors.joining(", "));
      List<String> types = parts.stream().map(part -> part[1]).toList();
      String values = types.stream().map(type -> "?::" + type).collect(Collectors.joining(", "));
      String arrays =
          types.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", "));
      String named = "(select * from %s as r(" + names + "))";
      return new Table(
          types,
          update.formatted(named.formatted("(values (" + values + "))")),
          update.formatted(named.formatted("unnest(" + arrays + ")")));
    }

    private static List<String[]> parts(String columns) {
      return Arrays.stream(columns.split(",")).map(column -> column.strip().split(" ", 2)).toList();
    }

    /**
     * The table of that name.
     *
     * @param columns names and types of its columns, such as {@code id bigint, title text}
     * @param onConflict what is done about rows that are there already, or an empty text
     */
    public static Table of(String name, String columns, String onConflict) {
      List<String[]> parts = parts(columns);
      String names = parts.stream().map(part -> part[0]).collect(Collectors.joining(", "));
      List<String> types = parts.stream().map(part -> part[1]).toList();
      String into = "insert into " + name + " (" + names + ") ";
      // An array of arrays would be taken apart as a whole, so such a column goes as texts.
      String read =
          parts.stream()
              .map(part -> part[1].endsWith("[]") ? part[0] + "::" + part[1] : part[0])
              .collect(Collectors.joining(", "));
      String arrays =
          types.stream()
              .map(type -> type.endsWith("[]") ? "?::text[]" : "?::" + type + "[]")
              .collect(Collectors.joining(", "));
      return new Table(
          types,
          into
              + types.stream().map(type -> "?").collect(Collectors.joining(", ", "values (", ") "))
              + onConflict,
          into
              + "select "
              + read
              + " from unnest("
              + arrays
              + ") as r("
              + names
              + ") "
              + onConflict);
    }
  }

  /** Adds a row: a value for each column, of the Java type that belongs to the column's. */
  public void add(@Nullable Object... values) {
    rows.add(values);
  }

  int size() {
    return rows.size();
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
