package dev.comicpile.benchmark.floor;

import dev.comicpile.benchmark.program.Program;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Floor Q: the threads of a reader in their order, read from the table that the view keeps. */
public final class BareReads {

  private static final String SELECT =
      """
      select t.*, row_number() over (order by order_key)
      from views.thread t where reader_id = ? order by order_key
      """;

  private BareReads() {}

  /** Reads so often over so many connections, readers in turn. */
  public static Floor measure(Program program, int connections, int count) {
    List<Long> readers = readers(program);
    return Floor.measure(
        program,
        connections,
        count,
        (connection, n) -> read(connection, readers.get(n % readers.size())));
  }

  private static List<Long> readers(Program program) {
    List<Long> readers = new ArrayList<>();
    try (Connection connection = program.database().connect();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("select distinct reader_id from views.thread")) {
      while (rows.next()) {
        readers.add(rows.getLong(1));
      }
      return readers;
    } catch (SQLException e) {
      throw new IllegalStateException("The floor cannot be measured: " + e.getMessage(), e);
    }
  }

  private static void read(Connection connection, long reader) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, reader);
      try (ResultSet rows = select.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            rows.getObject(column);
          }
        }
      }
    }
  }
}
