package dev.comicpile.web;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Recognizes, under whatever they are wrapped in, the failures that are nobody's fault but the
 * store's: it cannot be reached, it is shutting down, somebody else was faster, or what it holds
 * cannot be read.
 */
public final class Outage {

  private Outage() {}

  /** Whether trying the same again can succeed. */
  public static boolean isPassing(Throwable failure) {
    return isUnreachable(failure) || isConflict(failure);
  }

  /** Whether the database or the event store cannot be reached at the moment. */
  public static boolean isUnreachable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof TransientDataAccessResourceException
          || cause instanceof CannotCreateTransactionException
          || cause instanceof TransactionTimedOutException
          || cause instanceof SQLTransientConnectionException
          || cause instanceof ConnectException) {
        return true;
      }
      if (cause instanceof SQLException sql && saysUnreachable(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody else changed the same thing at the same time. */
  public static boolean isConflict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof ConcurrencyFailureException
          || cause instanceof org.axonframework.modelling.command.ConcurrencyException) {
        return true;
      }
      if (cause instanceof SQLException sql
          && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a file could not be written, such as one that keeps a long answer or an upload. */
  static boolean isDiskFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      // Java has no type of its own for it.
      if (cause instanceof IOException
          && String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return true;
      }
    }
    return false;
  }

  /** Whether something that is stored is damaged, or written by a newer program. */
  public static boolean isUnreadable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof SerializationException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Class 08 is a lost or refused connection; 57P01 to 57P05 a server shutting down, starting up or
   * closing the session; 53300 and 53400 too many connections; 25P03 a transaction that was idle
   * for too long, 25P04 one over its time; 57014 a statement over its time.
   */
  private static boolean saysUnreachable(@Nullable String sqlState) {
    return sqlState != null
        && (sqlState.startsWith("08")
            || sqlState.startsWith("57P0")
            || sqlState.startsWith("53")
            || sqlState.equals("25P03")
            || sqlState.equals("25P04")
            || sqlState.equals("57014"));
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }
}
