package dev.comicpile.web;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Recognizes, under whatever they are wrapped in, the failures that are nobody's fault but the
 * store's: it cannot be reached, it is shutting down, another writer was faster, or what it holds
 * cannot be read. Spring knows what a state of SQL means.
 */
public final class Outage {

  private static final SQLStateSQLExceptionTranslator STATES = new SQLStateSQLExceptionTranslator();

  /**
   * Which Spring does not know: a transaction that was idle for too long, and one over its time.
   */
  private static final Set<String> TRANSACTION_ENDED = Set.of("25P03", "25P04");

  private Outage() {}

  /** Whether trying the same again can succeed. */
  public static boolean isPassing(Throwable failure) {
    return isUnreachable(failure) || isConflict(failure);
  }

  /** Whether the database or the event store cannot be reached at the moment. */
  public static boolean isUnreachable(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessResourceException
                    || cause instanceof QueryTimeoutException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionTimedOutException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof ConnectException);
  }

  /** Whether another writer changed the same thing at the same time. */
  public static boolean isConflict(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof ConcurrencyFailureException
                    || cause instanceof ConcurrencyException);
  }

  /** Whether a file could not be written, such as one that keeps a long answer or an upload. */
  static boolean isDiskFull(Throwable failure) {
    // Java has no type of its own for it.
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left on device"));
  }

  /** Whether something that is stored is damaged, or written by a newer program. */
  public static boolean isUnreadable(Throwable failure) {
    return causes(failure).anyMatch(cause -> cause instanceof SerializationException);
  }

  /** The failure and all that it wraps, and of what the database said also what that means. */
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(
            cause ->
                cause instanceof SQLException said
                    ? Stream.of(said, meaning(said))
                    : Stream.of(cause));
  }

  private static Throwable meaning(SQLException said) {
    if (TRANSACTION_ENDED.contains(String.valueOf(said.getSQLState()))) {
      return new TransactionTimedOutException(String.valueOf(said.getMessage()));
    }
    Throwable meant = STATES.translate("reading or writing", null, said);
    return meant == null ? said : meant;
  }
}
