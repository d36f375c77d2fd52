package dev.comicpile.eventstore;

import java.sql.SQLException;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.jspecify.annotations.Nullable;

/**
 * Knows PostgreSQL's word for a version that is taken already, so that Axon sees a conflict between
 * two writers and not a broken store.
 */
final class UniqueViolations implements PersistenceExceptionResolver {

  private static final String UNIQUE_VIOLATION = "23505";

  @Override
  public boolean isDuplicateKeyViolation(Exception exception) {
    @Nullable Throwable cause = exception;
    while (cause != null) {
      // A failed batch carries the violation as the next exception beside its cause.
      if (cause instanceof SQLException sql) {
        for (SQLException next = sql; next != null; next = next.getNextException()) {
          if (UNIQUE_VIOLATION.equals(next.getSQLState())) {
            return true;
          }
        }
      }
      cause = cause.getCause();
    }
    return false;
  }
}
