package dev.comicpile.query.view;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that change one reader's rows. They are gathered first and sent in the order in which
 * they were added: all in one round trip, or one after another within a transaction.
 *
 * <p>Parameters are {@code ?}. They may be Long, Integer, Double, Boolean, String, BigDecimal,
 * Instant, arrays of Long, Integer, Double, Boolean and String, or null; an array of anything else
 * goes as texts and is cast in the statement.
 */
public final class Changes {

  private final List<Statement> statements = new ArrayList<>();

  private record Statement(String sql, @Nullable Object[] parameters) {}

  /** Adds a statement. */
  public void run(String sql, @Nullable Object... parameters) {
    statements.add(new Statement(sql, parameters));
  }

  /**
   * Adds a statement that must change exactly so many rows, or the whole is refused: its event
   * speaks of what is not there.
   */
  public void mustChange(int rows, String sql, @Nullable Object... parameters) {
    // Counted by the database, so that the transaction ends there where the number is wrong.
    run(
        "with changed as ("
            + sql
            + " returning 1) select views.require("
            + rows
            + ", count(*)) from changed",
        parameters);
  }

  /** Adds rows; none at all add nothing. */
  public void insert(RowInsert rows) {
    if (!rows.isEmpty()) {
      run(rows.sql(), rows.parameters());
    }
  }

  /** Adds what changes as many rows as these are, or the whole is refused; none add nothing. */
  public void mustChange(RowInsert rows) {
    if (!rows.isEmpty()) {
      mustChange(rows.size(), rows.sql(), rows.parameters());
    }
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return statements.isEmpty();
  }

  /**
   * Sends all of them in one round trip. On a connection that commits by itself they are one
   * transaction: PostgreSQL ends it with the last of them.
   */
  void sendTogether(Connection connection) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (Statement statement : statements) {
      sql.append(sql.isEmpty() ? "" : ";\n").append(statement.sql());
    }
    try (PreparedStatement prepared = connection.prepareStatement(sql.toString())) {
      int index = 1;
      for (Statement statement : statements) {
        index = set(prepared, index, statement.parameters());
      }
      prepared.execute();
    }
  }

  /** Sends one after another; the caller's transaction holds them together. */
  void sendEach(Connection connection) throws SQLException {
    for (Statement statement : statements) {
      try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
        set(prepared, 1, statement.parameters());
        prepared.execute();
      }
    }
  }

  private static int set(PreparedStatement prepared, int first, @Nullable Object[] parameters)
      throws SQLException {
    int index = first;
    for (Object parameter : parameters) {
      set(prepared, index++, parameter);
    }
    return index;
  }

  private static void set(PreparedStatement prepared, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> prepared.setNull(index, Types.NULL);
      case Long number -> prepared.setLong(index, number);
      case Integer number -> prepared.setInt(index, number);
      case Double number -> prepared.setDouble(index, number);
      case Boolean truth -> prepared.setBoolean(index, truth);
      case String text -> prepared.setString(index, text);
      case BigDecimal number -> prepared.setBigDecimal(index, number);
      case Instant time -> prepared.setObject(index, time.atOffset(ZoneOffset.UTC));
      case Long[] numbers -> prepared.setArray(index, array(prepared, "int8", numbers));
      case Integer[] numbers -> prepared.setArray(index, array(prepared, "int4", numbers));
      case Double[] numbers -> prepared.setArray(index, array(prepared, "float8", numbers));
      case Boolean[] truths -> prepared.setArray(index, array(prepared, "bool", truths));
      case String[] texts -> prepared.setArray(index, array(prepared, "text", texts));
      default -> throw new IllegalArgumentException(value.getClass() + " is no parameter");
    }
  }

  private static java.sql.Array array(PreparedStatement prepared, String type, Object[] elements)
      throws SQLException {
    return prepared.getConnection().createArrayOf(type, elements);
  }
}
