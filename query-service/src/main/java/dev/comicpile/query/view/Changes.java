package dev.comicpile.query.view;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Of a statement that may change any number of rows. */
  private static final int ANY = -1;

  private final List<Statement> statements = new ArrayList<>();
  private boolean inOrder;

  private record Statement(String sql, @Nullable Object[] parameters, int rows) {

    /** The same with its number of rows counted, and refused, by the database. */
    String checked() {
      return rows == ANY
          ? sql
          : "with changed as ("
              + sql
              + " returning 1) select views.require(array["
              + rows
              + "::bigint], array[(select count(*) from changed)])";
    }
  }

  /** Adds a statement: an insert, update or delete. */
  public void run(String sql, @Nullable Object... parameters) {
    statements.add(new Statement(sql, parameters, ANY));
  }

  /**
   * Adds a statement that must change exactly so many rows, or the whole is refused: its event
   * speaks of what is not there.
   */
  public void mustChange(int rows, String sql, @Nullable Object... parameters) {
    statements.add(new Statement(sql, parameters, rows));
  }

  /** Adds rows; none at all add nothing. */
  public void insert(Rows rows) {
    if (!rows.isEmpty()) {
      run(rows.sql(), rows.parameters());
    }
  }

  /** Adds what changes as many rows as these are, or the whole is refused; none add nothing. */
  public void mustChange(Rows rows) {
    if (!rows.isEmpty()) {
      mustChange(rows.size(), rows.sql(), rows.parameters());
    }
  }

  /**
   * Says that some of these statements must see what others before them have changed. Else none of
   * them may look at rows that another one changes: they may be done at the same time.
   */
  public void inOrder() {
    inOrder = true;
  }

  /**
   * Sends all of them, in one round trip and as one transaction, on a connection that commits by
   * itself: after they have been applied the views are at that version, or nothing has happened.
   *
   * @throws SQLException with the state {@value #NOT_AT_VERSION} where a view was not at the
   *     version before, or somebody else is at it
   */
  void sendTogether(Connection connection, Advance advance) throws SQLException {
    // A reader who is new to the views has no row yet that could be advanced.
    boolean asOne = !inOrder && advance.from() > 0;
    String sql = asOne ? asOne() : oneAfterAnother();
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      int index =
          asOne
              ? set(prepared, 1, advance.to(), advance.readerId(), advance.from())
              : set(prepared, 1, advance.readerId(), VIEWS, advance.from(), advance.to());
      for (Statement statement : statements) {
        index = set(prepared, index, statement.parameters());
      }
      prepared.execute();
    }
  }

  /** How {@code views.advance} and {@code views.require} say that a view was elsewhere. */
  static final String NOT_AT_VERSION = "PL001";

  private static final String[] VIEWS =
      Arrays.stream(ViewName.values()).map(ViewName::toString).toArray(String[]::new);

  /** All views of a reader go from one version to another. */
  record Advance(long readerId, long from, long to) {}

  /** One statement costs the database much less than several, and they don't see each other. */
  private String asOne() {
    StringBuilder with =
        new StringBuilder(
            """
            with advanced as (
              update views.applied a set version = ?
              from (select reader_id, view from views.applied
                    where reader_id = ? and version = ? for update skip locked) free
              where a.reader_id = free.reader_id and a.view = free.view returning 1)\
            """);
    StringBuilder expected = new StringBuilder().append(VIEWS.length).append("::bigint");
    StringBuilder changed = new StringBuilder("(select count(*) from advanced)");
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      with.append(", s").append(i).append(" as (").append(statement.sql()).append(" returning 1)");
      if (statement.rows() != ANY) {
        expected.append(", ").append(statement.rows());
        changed.append(", (select count(*) from s").append(i).append(')');
      }
    }
    return with
        + " select set_config('synchronous_commit', 'off', true), views.require(array["
        + expected
        + "], array["
        + changed
        + "], true)";
  }

  private String oneAfterAnother() {
    StringBuilder sql = new StringBuilder("select views.advance(?, ?, ?, ?)");
    statements.forEach(statement -> sql.append(";\n").append(statement.checked()));
    return sql.toString();
  }

  /** Sends one after another; the caller's transaction holds them together. */
  void sendEach(Connection connection) throws SQLException {
    for (Statement statement : statements) {
      try (PreparedStatement prepared = connection.prepareStatement(statement.checked())) {
        set(prepared, 1, statement.parameters());
        prepared.execute();
      }
    }
  }

  private static int set(PreparedStatement prepared, int first, @Nullable Object... parameters)
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
