package dev.comicpile.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * Makes the connections of the pool. While the database is away it tries again and again, where the
 * pool itself would look for it ever more seldom, up to five seconds apart.
 */
final class PatientDataSource extends DelegatingDataSource {

  /** Spring knows what a state of SQL means. */
  private static final SQLStateSQLExceptionTranslator STATES = new SQLStateSQLExceptionTranslator();

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HikariDataSource pool;
  private final Outages outages;
  private final Statements statements;
  private volatile boolean reached;

  private PatientDataSource(HikariDataSource pool, Outages outages, Statements statements) {
    super(
        new DriverDataSource(
            pool.getJdbcUrl(),
            pool.getDriverClassName(),
            pool.getDataSourceProperties(),
            pool.getUsername(),
            pool.getPassword()));
    this.pool = pool;
    this.outages = outages;
    this.statements = statements;
  }

  /** Lets a pool that has not begun yet have its connections made here. */
  static void under(HikariDataSource pool, Outages outages, Statements statements) {
    if (pool.getDataSource() == null && pool.getJdbcUrl() != null) {
      pool.setDataSource(new PatientDataSource(pool, outages, statements));
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return patiently(super::getConnection);
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return patiently(() -> super.getConnection(username, password));
  }

  private interface Attempt {
    Connection connect() throws SQLException;
  }

  private Connection patiently(Attempt attempt) throws SQLException {
    while (true) {
      try {
        Connection connection = attempt.connect();
        statements.watch(connection);
        reached = true;
        outages.ended(Outages.DATABASE);
        return connection;
      } catch (SQLException e) {
        // One that has never been there is waited for, or not, by the start.
        if (!reached || !isAway(e) || pool.isClosed()) {
          throw e;
        }
        outages.began(Outages.DATABASE, String.valueOf(e.getMessage()));
        try {
          Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  /** Refuses or loses connections, has too many, stops or starts. */
  private static boolean isAway(SQLException failure) {
    return STATES.translate("connecting", null, failure)
        instanceof DataAccessResourceFailureException;
  }
}
