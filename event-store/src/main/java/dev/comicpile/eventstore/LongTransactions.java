package dev.comicpile.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Transactions that may take longer than the server lets others take: a whole pile is imported,
 * folded or read out.
 */
public final class LongTransactions {

  private static final Duration TIME = Duration.ofMinutes(10);

  private LongTransactions() {}

  /**
   * Takes away whatever would end the transaction that is under way for its age: all that there is
   * is read or written in it, by a program that does nothing else.
   */
  public static void allowAnyTime(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local transaction_timeout = 0");
      statement.execute("set local statement_timeout = 0");
      statement.execute("set local idle_in_transaction_session_timeout = 0");
    }
  }

  /** Gives the transaction that is under way ten minutes from now. */
  public static void allow(JdbcClient jdbc) {
    // A timer that runs already is not set anew by a new value; it has to be stopped first.
    jdbc.sql("set local transaction_timeout = 0").update();
    jdbc.sql("set local transaction_timeout = " + TIME.toMillis()).update();
  }
}
