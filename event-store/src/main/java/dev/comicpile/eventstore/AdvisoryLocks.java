package dev.comicpile.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Locks over all processes on the database. Each is held by a connection of its own, so that it is
 * free as soon as the process that took it has gone.
 */
public final class AdvisoryLocks {

  private AdvisoryLocks() {}

  /**
   * Does something unless another process is doing it.
   *
   * @param lock names what is done, over all processes
   * @return its result; empty if another process is doing it
   */
  public static <T> Optional<T> alone(JdbcOperations jdbc, long lock, Supplier<T> work) {
    ConnectionCallback<Optional<T>> locked =
        connection -> {
          if (!isTrue(connection, "select pg_try_advisory_lock(" + lock + ")")) {
            return Optional.empty();
          }
          try {
            return Optional.of(work.get());
          } finally {
            isTrue(connection, "select pg_advisory_unlock(" + lock + ")");
          }
        };
    return Objects.requireNonNull(jdbc.execute(locked));
  }

  private static boolean isTrue(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
