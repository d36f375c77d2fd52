package dev.comicpile.query.view;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.FactsJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Statements that change one reader's rows. They are gathered first and sent in the order in which
 * they were added: all in one round trip, or one after another within a transaction.
 *
 * <p>Parameters are {@code ?}, of the types that the driver knows.
 */
public final class Changes {

  /** How the database says that a view is not where it was thought to be. */
  private static final String NOT_AT_VERSION = "PL001";

  /** Locks what it can at once, so that it waits for nobody. */
  private static final String ADVANCE =
      """
      with advanced as (
        update views.applied a
        set version = ?, session = (select ?::jsonb),
          parked_version = null, parked_cause = null, parked_at = null
        from (select reader_id, view from views.applied
              where reader_id = ? and view = any (?)
                and version = ? and xmin::text = any (?)
              for update skip locked) free
        where a.reader_id = free.reader_id and a.view = free.view returning a.xmin)\
      """;

  private static final String ADVANCED =
      """
       select (select min(xmin::text) from advanced), set_config('synchronous_commit', 'off', true),
        views.require_advanced(VIEWS, (select count(*) from advanced))\
      """;

  private final List<Statement> statements = new ArrayList<>();
  private boolean inOrder;

  private record Statement(String with, String sql, @Nullable Object[] parameters) {

    /** The statement by itself. */
    String whole() {
      return with.isEmpty() ? sql : "with " + with + " " + sql;
    }

    /** The statement as a part of one that holds others too. */
    String part(int number) {
      return ", " + (with.isEmpty() ? "" : with + ", ") + "s" + number + " as (" + sql + ")";
    }
  }

  /** Adds a statement: an insert, update or delete. */
  public void run(String sql, @Nullable Object... parameters) {
    runWith("", sql, parameters);
  }

  /**
   * Adds a statement that selects from others.
   *
   * @param with these, with names that no other has, unless the order counts
   */
  public void runWith(String with, String sql, @Nullable Object... parameters) {
    statements.add(new Statement(with, sql, parameters));
  }

  /**
   * The statement that inserts rows. Any number of them go as one JSON array, whose objects have
   * the names and the form of stored facts, so that the statement is the same however many there
   * are.
   *
   * @param columns names of the columns that are given, beside that of the reader
   * @param then what is done about rows that are there already, or returned; or an empty text
   */
  public static String into(String table, String columns, String then) {
    return """
        insert into TABLE (reader_id, COLUMNS)
        select ?::bigint, COLUMNS from json_populate_recordset(null::TABLE, ?::json) THEN\
        """
        .replace("TABLE", table)
        .replace("COLUMNS", columns)
        .replace("THEN", then);
  }

  /**
   * Adds rows of a reader; none at all add nothing.
   *
   * @param sql as {@link #into} makes it
   */
  public void insert(String sql, ReaderId readerId, List<?> rows) {
    if (!rows.isEmpty()) {
      run(sql, readerId.number(), FactsJson.write(rows));
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
   * Sends all of them in one statement, or in one transaction where their order counts: views of
   * the reader go from one version to another, or nothing has happened. The transaction need not
   * wait for the disk: the version is written with the rows, so after a crash the views go on from
   * what has survived.
   *
   * @return where they stand then
   * @throws NotAtVersion where one of the views was written by somebody else meanwhile, or another
   *     process is at it
   */
  Cursor sendTogether(
      JdbcOperations jdbc,
      TransactionOperations transactions,
      List<ViewName> views,
      ReaderId readerId,
      Cursor from,
      Cursor to) {
    StringBuilder sql = new StringBuilder(ADVANCE);
    String advanced = ADVANCED.replace("VIEWS", String.valueOf(views.size()));
    if (inOrder) {
      sql.append(advanced);
      statements.forEach(statement -> sql.append(";\n").append(statement.whole()));
    } else {
      // One statement costs the database much less than several, and its parts don't see each
      // other.
      for (int i = 0; i < statements.size(); i++) {
        sql.append(statements.get(i).part(i));
      }
      sql.append(advanced);
    }
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(to.version());
    parameters.add(to.json());
    parameters.add(readerId.number());
    parameters.add(views.stream().map(ViewName::toString).toArray(String[]::new));
    parameters.add(from.version());
    parameters.add(from.written().toArray(String[]::new));
    statements.forEach(statement -> parameters.addAll(Arrays.asList(statement.parameters())));
    try {
      // Several statements need a transaction that is said: left to itself, the driver may end the
      // implied one between them, and readers see the version before its rows.
      String transaction =
          inOrder
              ? transactions.execute(status -> execute(jdbc, sql.toString(), parameters))
              : execute(jdbc, sql.toString(), parameters);
      return to.writtenBy(requireNonNull(transaction));
    } catch (UncategorizedSQLException e) {
      SQLException cause = requireNonNull(e.getSQLException());
      throw NOT_AT_VERSION.equals(cause.getSQLState()) ? new NotAtVersion(e) : e;
    }
  }

  /** Sends one after another; the caller's transaction holds them together. */
  void sendEach(JdbcOperations jdbc) {
    statements.forEach(
        statement -> execute(jdbc, statement.whole(), Arrays.asList(statement.parameters())));
    statements.clear();
  }

  /** The first value of the first row, of statements that give one. */
  private static @Nullable String execute(
      JdbcOperations jdbc, String sql, List<? extends @Nullable Object> parameters) {
    PreparedStatementCallback<@Nullable String> callback =
        prepared -> {
          for (int i = 0; i < parameters.size(); i++) {
            prepared.setObject(i + 1, parameters.get(i));
          }
          if (!prepared.execute()) {
            return null;
          }
          try (ResultSet rows = prepared.getResultSet()) {
            return rows.next() ? rows.getString(1) : null;
          }
        };
    return jdbc.execute(sql, callback);
  }
}
