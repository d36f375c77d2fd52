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
    for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && CONFLICTS.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
