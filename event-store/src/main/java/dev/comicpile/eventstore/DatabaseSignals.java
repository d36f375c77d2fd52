package dev.comicpile.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Signals by PostgreSQL's LISTEN and NOTIFY.
 *
 * <p>A commit that holds a notification takes a lock over all commits of the database. So none goes
 * with the transaction it speaks of: they are gathered, and sent after it in small transactions of
 * their own, a few milliseconds apart at least.
 */
final class DatabaseSignals implements Signals, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DatabaseSignals.class);

  private static final String CHANNEL = "comicpile";

  /** What it speaks of is on the disk already, so its own commit need not wait for the disk. */
  private static final String NOTIFY =
      "select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

  /** Between two sendings; what comes meanwhile goes with the next one. */
  private static final Duration PAUSE = Duration.ofMillis(3);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /** How long the listening connection is silent before it is asked whether it is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** PostgreSQL takes less than 8000 bytes. */
  private static final int PAYLOAD_LIMIT = 7_000;

  private final DataSource dataSource;
  private final String sender = UUID.randomUUID().toString();
  private final LinkedBlockingQueue<String> outbox = new LinkedBlockingQueue<>(100_000);
  private final ConcurrentMap<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
  private volatile @Nullable Running running;

  DatabaseSignals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private record Running(Thread sending, Thread listening) {}

  @Override
  public void send(String topic, String words) {
    // Full only while the database is away; then nobody could be told anyway.
    outbox.offer(topic + ' ' + words);
  }

  @Override
  public void listen(String topic, Consumer<String> listener) {
    listeners.computeIfAbsent(topic, key -> new CopyOnWriteArrayList<>()).add(listener);
  }

  @Override
  public void start() {
    running =
        new Running(
            Thread.ofVirtual().name("signals-out").start(() -> repeat(this::sendAll)),
            Thread.ofVirtual().name("signals-in").start(() -> repeat(this::listenOn)));
  }

  @Override
  public void stop() {
    Running stopped = running;
    running = null;
    if (stopped != null) {
      stopped.sending().interrupt();
      stopped.listening().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  /** Before the event processors, and still there when they stop. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  private interface Work {
    void run() throws SQLException, InterruptedException;
  }

  private static void repeat(Work work) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          work.run();
        } catch (SQLException e) {
          log.debug("Signals are interrupted", e);
          Thread.sleep(PAUSE_AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAll() throws SQLException, InterruptedException {
    Set<String> lines = new LinkedHashSet<>();
    lines.add(outbox.take());
    outbox.drainTo(lines);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
      StringBuilder payload = new StringBuilder(sender);
      for (String line : lines) {
        if (payload.length() + line.length() > PAYLOAD_LIMIT) {
          send(notify, payload);
          payload.setLength(sender.length());
        }
        payload.append('\n').append(line);
      }
      send(notify, payload);
    }
    Thread.sleep(PAUSE);
  }

  private static void send(PreparedStatement notify, StringBuilder payload) throws SQLException {
    notify.setString(1, CHANNEL);
    notify.setString(2, payload.toString());
    notify.execute();
  }

  private void listenOn() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      try (Statement listen = connection.createStatement()) {
        listen.execute("listen " + CHANNEL);
      }
      PGConnection notified = connection.unwrap(PGConnection.class);
      PGNotification[] notifications;
      do {
        notifications = notified.getNotifications(Math.toIntExact(SILENCE.toMillis()));
        for (PGNotification notification : notifications) {
          receive(notification.getParameter());
        }
      } while (!Thread.currentThread().isInterrupted()
          && (notifications.length > 0 || connection.isValid(1)));
      try (Statement unlisten = connection.createStatement()) {
        unlisten.execute("unlisten *");
      }
    }
  }

  private void receive(String payload) {
    if (payload.startsWith(sender)) {
      return;
    }
    payload.lines().skip(1).map(line -> line.split(" ", 2)).forEach(line -> tell(line[0], line[1]));
  }

  private void tell(String topic, String words) {
    for (Consumer<String> listener : listeners.getOrDefault(topic, List.of())) {
      try {
        listener.accept(words);
      } catch (RuntimeException e) {
        log.warn("Nothing came of the signal {} {}", topic, words, e);
      }
    }
  }
}
