package dev.comicpile.benchmark.floor;

import dev.comicpile.benchmark.program.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of a view, inserted in batches into tables of the same kind with the same indexes. */
public final class BareCopies {

  private static final int BATCH = 1_000;
  private static final int BATCHES_OF_A_TRANSACTION = 10;

  private static final String TABLES =
      """
      select table_name from information_schema.columns
      where table_schema = 'views' and column_name = 'reader_id'
        and table_name in (select relname from pg_class where relkind = 'r')
        and case when table_name ~ '^history' then 'history'
                 when table_name ~ '^analytics' then 'analytics'
                 when table_name ~ '^(thread|session)' then 'queue' end = ?
      order by table_name
      """;

  /** How many rows were inserted, and in what time. */
  public record Copied(long rows, double seconds) {}

  private BareCopies() {}

  /** Copies all rows of a view. */
  public static Copied of(Database database, String view) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists benchmark");
      statement.execute("set search_path to views");
      long rows = 0;
      double seconds = 0;
      for (String table : tables(connection, view)) {
        statement.execute("drop table if exists benchmark.copied");
        statement.execute(
            "create table benchmark.copied (like views.%s including all)".formatted(table));
        Copied copied = copy(connection, table);
        rows += copied.rows();
        seconds += copied.seconds();
      }
      return new Copied(rows, seconds);
    } catch (SQLException e) {
      throw new IllegalStateException("The view cannot be copied: " + e.getMessage(), e);
    }
  }

  private static List<String> tables(Connection connection, String view) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TABLES)) {
      select.setString(1, view);
      ResultSet rows = select.executeQuery();
      List<String> tables = new ArrayList<>();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
      return tables;
    }
  }

  /** The rows are read before; their insertion alone is timed. */
  private static Copied copy(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet all = statement.executeQuery("select * from views." + table)) {
      int columns = all.getMetaData().getColumnCount();
      List<Object[]> rows = new ArrayList<>();
      while (all.next()) {
        Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = all.getObject(i + 1);
        }
        rows.add(row);
      }
      String places =
          IntStream.range(0, columns).mapToObj(i -> "?").collect(Collectors.joining(","));
      String insert = "insert into benchmark.copied values (" + places + ")";
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      insert(connection, insert, rows);
      connection.commit();
      double seconds = (System.nanoTime() - begin) / 1e9;
      connection.setAutoCommit(true);
      return new Copied(rows.size(), seconds);
    }
  }

  private static void insert(Connection connection, String sql, List<Object[]> rows)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int n = 1; n <= rows.size(); n++) {
        Object[] row = rows.get(n - 1);
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
        if (n % BATCH == 0 || n == rows.size()) {
          insert.executeBatch();
        }
        if (n % (BATCH * BATCHES_OF_A_TRANSACTION) == 0) {
          connection.commit();
        }
      }
    }
  }
}
