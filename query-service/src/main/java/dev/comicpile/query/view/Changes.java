package dev.comicpile.query.view;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
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
 * <p>Parameters are {@code ?}, of the types that the driver knows, an {@link Instant} or null.
 */
public final class Changes {

  /** How the database says that a view is not at the version it was thought to be at. */
  private static final String NOT_AT_VERSION = "PL001";

  /** Locks what it can at once, so that it waits for nobody. */
  private static final String ADVANCE =
      """
      with advanced as (
        update views.applied a
        set version = ?, session = ?::jsonb,
          parked_version = null, parked_cause = null, parked_at = null
        from (select reader_id, view from views.applied
              where reader_id = ? and view = any (?) and version = ?
                and parked_version is not distinct from ?::bigint
              for update skip locked) free
        where a.reader_id = free.reader_id and a.view = free.view returning 1)\
      """;

  private static final String ADVANCED =
      """
       select set_config('synchronous_commit', 'off', true),
        views.require_advanced(VIEWS, (select count(*) from advanced))\
      """;

  private final List<Statement> statements = new ArrayList<>();
  private boolean inOrder;

  private record Statement(String sql, @Nullable Object[] parameters) {}

  /** Adds a statement: an insert, update or delete. */
  public void run(String sql, @Nullable Object... parameters) {
    statements.add(new Statement(sql, parameters));
  }

  /** Adds rows; none at all add nothing. */
  public void insert(Rows rows) {
    if (!rows.isEmpty()) {
      run(rows.sql(), rows.parameters());
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
   * @throws NotAtVersion where one of the views was not there before, or another process is at it
   */
  void sendTogether(
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
      statements.forEach(statement -> sql.append(";\n").append(statement.sql()));
    } else {
      // One statement costs the database much less than several, and its parts don't see each
      // other.
      for (int i = 0; i < statements.size(); i++) {
        sql.append(", s").append(i).append(" as (").append(statements.get(i).sql()).append(')');
      }
      sql.append(advanced);
    }
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(to.version());
    parameters.add(to.json());
    parameters.add(readerId.number());
    parameters.add(views.stream().map(ViewName::toString).toArray(String[]::new));
    parameters.add(from.version());
    parameters.add(from.parkedAt());
    statements.forEach(statement -> parameters.addAll(Arrays.asList(statement.parameters())));
    try {
      if (inOrder) {
        // Several statements need a transaction that is said: left to itself, the driver may end
        // the implied one between them, and readers see the version before its rows.
        transactions.executeWithoutResult(status -> execute(jdbc, sql.toString(), parameters));
      } else {
        execute(jdbc, sql.toString(), parameters);
      }
    } catch (UncategorizedSQLException e) {
      SQLException cause = requireNonNull(e.getSQLException());
      throw NOT_AT_VERSION.equals(cause.getSQLState()) ? new NotAtVersion(e) : e;
    }
  }

  /** Sends one after another; the caller's transaction holds them together. */
  void sendEach(JdbcOperations jdbc) {
    statements.forEach(
        statement -> execute(jdbc, statement.sql(), Arrays.asList(statement.parameters())));
    statements.clear();
  }

  private static void execute(
      JdbcOperations jdbc, String sql, List<? extends @Nullable Object> parameters) {
    PreparedStatementCallback<Boolean> callback =
        prepared -> {
          set(prepared, parameters);
          return prepared.execute();
        };
    jdbc.execute(sql, callback);
  }

  private static void set(PreparedStatement prepared, List<? extends @Nullable Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      set(prepared, i + 1, parameters.get(i));
    }
  }

  private static void set(PreparedStatement prepared, int index, @Nullable Object value)
      throws SQLException {
    prepared.setObject(
        index, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
  }
}
