package dev.comicpile.eventstore;

import dev.comicpile.api.UnfinishedWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The statements of all connections of the pool. A statement that is cancelled has done nothing; a
 * connection that is closed instead would leave it open whether the server has committed it.
 */
public final class Statements implements UnfinishedWork {

  private static final Logger log = LoggerFactory.getLogger(Statements.class);

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean brokenOff;

  /** A connection that the pool has from now on. */
  void watch(Connection made) throws SQLException {
    for (Iterator<Connection> known = connections.iterator(); known.hasNext(); ) {
      if (known.next().isClosed()) {
        known.remove();
      }
    }
    connections.add(made);
  }

  /** What has been computed for longer than there was time for is not stored any more. */
  public MessageDispatchInterceptor<EventMessage<?>> beforeAppends() {
    return events -> {
      if (brokenOff) {
        throw new TransientDataAccessResourceException("the program is about to end");
      }
      return (index, event) -> event;
    };
  }

  @Override
  public void goOn() {
    brokenOff = false;
  }

  @Override
  public void breakOff() {
    brokenOff = true;
    for (Connection connection : connections) {
      try {
        if (!connection.isClosed()) {
          // One that carries out nothing takes no notice.
          connection.unwrap(PGConnection.class).cancelQuery();
        }
      } catch (SQLException e) {
        log.debug("A statement could not be cancelled", e);
      }
    }
  }
}
