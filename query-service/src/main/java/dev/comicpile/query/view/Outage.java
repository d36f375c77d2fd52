package dev.comicpile.query.view;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database or event store that is away, or busy, from an event that cannot be applied. */
final class Outage {

  /**
   * Classes of SQLSTATE: connection, transaction rollback (deadlock), resources, operator
   * (shutdown, cancelled).
   */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

  /** The server ended the session or the transaction for its age. */
  private static final Set<String> TIMEOUTS = Set.of("25P03", "25P04");

  private Outage() {}

  /** Whether trying the same again can succeed. */
  static boolean isBehind(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SQLTransientException e -> {
          return true;
        }
        case SQLException e when e.getSQLState() != null && passing(e.getSQLState()) -> {
          return true;
        }
        case DataAccessResourceFailureException e -> {
          return true;
        }
        case TransientDataAccessException e -> {
          return true;
        }
        case CannotCreateTransactionException e -> {
          return true;
        }
        case IOException e -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean passing(String state) {
    return TIMEOUTS.contains(state)
        || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }
}
