package dev.comicpile.eventstore;

import java.util.List;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A row that is stored by the very statement that appends the events of a command, where both are
 * in one database: either both are there, or neither is.
 *
 * @param rows an insert of a select that has no condition, and parameters only
 * @param conflict what follows: what is done where something is there already; it returns a row
 *     where the insert has stored its own; where it has not, no event is appended either and the
 *     append conflicts
 * @param parameters in their order; numbers, texts and {@link java.sql.Timestamp}s
 */
public record StoredBeside(String rows, String conflict, List<Object> parameters) {

  private static final String KEY = StoredBeside.class.getName();

  /** What was to be stored beside the events was there already, so these were not stored either. */
  public static final class StoredBefore extends ConcurrencyException {

    private static final long serialVersionUID = 1L;

    StoredBefore() {
      super("what belongs to the same request is stored already");
    }
  }

  /** Copies the parameters. */
  public StoredBeside {
    parameters = List.copyOf(parameters);
  }

  /** The whole of it. */
  String insert() {
    return rows + conflict;
  }

  /**
   * Stores it now, by itself.
   *
   * @throws StoredBefore if something was there already
   */
  public void store(JdbcClient jdbc) {
    store(jdbc, "true");
  }

  /**
   * Stores it now, by itself, and in the same statement asks for something more.
   *
   * @param condition with parameters of its own
   * @throws StoredBefore if something was there already, or the condition does not hold
   */
  public void store(JdbcClient jdbc, String condition, Object... more) {
    String statement = rows + " where " + condition + " " + conflict;
    if (jdbc.sql(statement).params(parameters).params(more).query().listOfRows().isEmpty()) {
      throw new StoredBefore();
    }
  }

  /** Goes with the events of the command that is being handled. */
  void goWithEvents() {
    CurrentUnitOfWork.get().root().resources().put(KEY, this);
  }

  /** What goes with the events that are about to be appended. */
  static @Nullable StoredBeside events() {
    return CurrentUnitOfWork.isStarted()
        ? CurrentUnitOfWork.get().root().<StoredBeside>getResource(KEY)
        : null;
  }
}
