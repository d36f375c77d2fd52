package dev.comicpile.axonserver;

import dev.comicpile.api.ReaderId;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Follows the stream of all events on an Axon Server and enters in the table of piles how far each
 * of them goes, so that what a process appended and could not enter is known all the same.
 *
 * <p>Of all processes one does so at a time: the one whose connection holds a lock in the database.
 * How far it has come is written there with what it enters. Should two be at it for a moment,
 * because the database has lost sight of one that still lives, each of them enters what is true.
 */
final class AxonServerFollower implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AxonServerFollower.class);

  /** Names the lock of the one follower, over all processes. */
  private static final long LOCK = 0x466f6c6cL;

  /** How soon another process follows where the one before has gone. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /**
   * How long it is waited for more events before they are entered. Meanwhile the process that
   * appended them has usually entered them, and nobody need be told twice.
   */
  private static final Duration GATHERING = Duration.ofMillis(100);

  /** After so long without an event it is looked whether that can be. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final int AT_ONCE = 1_000;
  private static final int BUFFER = 1_000;
  private static final long BEFORE_THE_FIRST = -1;

  private final DataSource dataSource;
  private final Supplier<EventChannel> channel;
  private final Consumer<ReaderId> news;
  private volatile @Nullable Thread following;

  /**
   * A follower.
   *
   * @param news is told which readers' piles go further than was known
   */
  AxonServerFollower(
      DataSource dataSource, Supplier<EventChannel> channel, Consumer<ReaderId> news) {
    this.dataSource = dataSource;
    this.channel = channel;
    this.news = news;
  }

  @Override
  public void start() {
    following = Thread.ofVirtual().name("axon-server-follower").start(this::followByTurns);
  }

  @Override
  public void stop() {
    Thread stopped = following;
    following = null;
    if (stopped != null) {
      stopped.interrupt();
      try {
        stopped.join(BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return following != null;
  }

  private void followByTurns() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try (Connection connection = dataSource.getConnection()) {
          JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
          if (is(jdbc, "select pg_try_advisory_lock(?)")) {
            try {
              follow(connection, jdbc);
            } finally {
              unlock(jdbc);
            }
          }
        } catch (SQLException | RuntimeException e) {
          log.debug("Following the Axon Server is interrupted", e);
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean is(JdbcClient jdbc, String question) {
    return jdbc.sql(question).param(LOCK).query(Boolean.class).single();
  }

  /** A connection that is lost has lost the lock with it. */
  private static void unlock(JdbcClient jdbc) {
    try {
      is(jdbc, "select pg_advisory_unlock(?)");
    } catch (DataAccessException e) {
      log.debug("The lock of the follower went with its connection", e);
    }
  }

  /** Until the connection, the stream or this process ends. */
  private void follow(Connection connection, JdbcClient jdbc)
      throws SQLException, InterruptedException {
    long followed =
        jdbc.sql("select followed_to from event_store.store_identity").query(Long.class).single();
    // A server that holds less than was seen has been emptied, or restored: what it holds is new.
    long last = followed <= lastToken() ? followed : BEFORE_THE_FIRST;
    try (EventStream stream = channel.get().openStream(last, BUFFER)) {
      while (!stream.isClosed()) {
        EventWithToken next = stream.nextIfAvailable(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          last = enter(jdbc, stream, next);
        } else if (lastToken() < last || !connection.isValid(1)) {
          return;
        }
      }
    }
  }

  /** The token of the last event on the server, -1 if it has none. */
  private long lastToken() throws InterruptedException {
    try {
      return channel.get().getLastToken().get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the Axon Server does not say how far it goes", e);
    }
  }

  /** Enters an event and what has come with it. */
  private long enter(JdbcClient jdbc, EventStream stream, EventWithToken first)
      throws InterruptedException {
    Thread.sleep(GATHERING);
    Map<ReaderId, Long> versions = new HashMap<>();
    EventWithToken last = first;
    note(first.getEvent(), versions);
    for (int i = 1; i < AT_ONCE; i++) {
      EventWithToken next = stream.nextIfAvailable();
      if (next == null) {
        break;
      }
      last = next;
      note(next.getEvent(), versions);
    }
    List<ReaderId> further =
        versions.isEmpty() ? List.of() : AxonServerPileStore.note(jdbc, versions);
    // Not before what it stands for: what is seen twice does no harm, what is left out would.
    jdbc.sql("update event_store.store_identity set followed_to = ?")
        .param(last.getToken())
        .update();
    further.forEach(news);
    return last.getToken();
  }

  /** Events about accounts are no pile's and have no type. */
  private static void note(Event event, Map<ReaderId, Long> versions) {
    if (!event.getAggregateType().isEmpty()) {
      versions.merge(
          ReaderId.of(event.getAggregateIdentifier()),
          event.getAggregateSequenceNumber() + 1,
          Math::max);
    }
  }
}
