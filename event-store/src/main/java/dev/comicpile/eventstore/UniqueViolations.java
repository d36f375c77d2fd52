package dev.comicpile.eventstore;

import java.sql.SQLException;
import java.util.Set;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.jspecify.annotations.Nullable;

/**
 * Knows PostgreSQL's words for a version that is taken already and for a pile that another writer
 * has lined up for, so that Axon sees a conflict between two writers and not a broken store.
 */
final class UniqueViolations implements PersistenceExceptionResolver {

  private static final Set<String> CONFLICTS = Set.of("23505", "40001");

  @Override
  public boolean isDuplicateKeyViolation(Exception exception) {
    @Nullable Throwable cause = exception;
    while (cause != null) {
      // A failed batch carries the violation as the next exception beside its cause.
      if (cause instanceof SQLException sql) {
        for (SQLException next = sql; next != null; next = next.getNextException()) {
          if (next.getSQLState() != null && CONFLICTS.contains(next.getSQLState())) {
            return true;
          }
        }
      }
      cause = cause.getCause();
    }
    return false;
  }
}
