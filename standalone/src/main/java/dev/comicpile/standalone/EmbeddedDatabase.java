package dev.comicpile.standalone;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * A PostgreSQL of our own, in the data directory and on the loopback address only. It is started
 * again on the same port whenever it dies, however often that fails first, and an orphan of an
 * earlier process that was killed is stopped first. The caller holds the data directory.
 */
final class EmbeddedDatabase {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  /** How long it may say nothing while it starts. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String WRONG_PASSWORD = "28P01";

  /** That, and a database that is not there. */
  private static final Set<String> REFUSALS = Set.of(WRONG_PASSWORD, "3D000");

  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Once nobody waits for the disk any more. */
  private static final Duration UNTIL_KEPT = Duration.ofSeconds(15);

  /** Kept here, since a lock that nothing refers to any more is let go of by the collector. */
  @SuppressWarnings("unused")
  private final DataDirectory data;

  private final PostgresServer postgres;
  private final PostgresUpgrade upgrade;
  private final int port;
  private final String password;
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private final Thread thread;

  private final Object turn = new Object();
  private @Nullable ProcessHandle server;
  private volatile boolean stopped;

  EmbeddedDatabase(DataDirectory data) {
    this(data, PATIENCE);
  }

  EmbeddedDatabase(DataDirectory data, Duration patience) {
    this.data = data;
    PostgresFiles files = new PostgresFiles(data.path());
    try {
      port = freePort();
      password = files.password();
      postgres = new PostgresServer(files, port, patience, () -> stopped);
      upgrade = new PostgresUpgrade(files, patience, EmbeddedDatabase::freePort);
    } catch (IOException e) {
      throw new StartFailure(
          "The data directory " + data.path() + " cannot be used: " + e + ".", e);
    }
    thread = Thread.ofPlatform().name("postgres").daemon().unstarted(this::run);
  }

  DatabaseAddress address() {
    return address(PostgresServer.USER);
  }

  /** Where one of its databases is. */
  DatabaseAddress address(String database) {
    return address(port, password, database);
  }

  /** Whether a data directory has one. */
  static boolean existsIn(Path directory) {
    PostgresFiles files = new PostgresFiles(directory);
    return Files.exists(files.cluster()) || !files.earlier().isEmpty();
  }

  /** The one that another process runs in its data directory; empty if it is not up yet. */
  static Optional<DatabaseAddress> runningIn(Path directory) {
    PostgresFiles files = new PostgresFiles(directory);
    return Postmaster.port(files.cluster())
        .filter(port -> Files.exists(files.passwordFile()))
        .map(
            port -> {
              try {
                return address(port, files.password());
              } catch (IOException e) {
                throw new StartFailure(
                    files.passwordFile() + " cannot be read (" + e.getMessage() + ").", e);
              }
            });
  }

  /** Ends the one in a data directory that nobody needs any more, as a power cut would. */
  static void kill(Path directory) {
    PostgresFiles files = new PostgresFiles(directory);
    Stream.of(files.cluster(), files.incompleteCluster())
        .flatMap(where -> Postmaster.process(where).stream())
        .filter(Postmaster::isPostgres)
        .forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Another program that listens on the port while the server is away is not told the password:
   * only one that knows it, too, can go on with what is required here.
   */
  private static DatabaseAddress address(int port, String password, String database) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?requireAuth=scram-sha-256",
        PostgresServer.USER,
        password);
  }

  /** The one that holds everything. */
  static DatabaseAddress address(int port, String password) {
    return address(port, password, PostgresServer.USER);
  }

  /**
   * Starts it on a thread of its own, so that the rest of the program can be started meanwhile.
   * Does nothing if it was started before.
   */
  void startInBackground() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  private void run() {
    try {
      boolean made = !existsIn(data.path());
      upgrade.run();
      start();
      if (made) {
        // Whatever stops this start, the next one finds nobody else's database.
        DirectoryFormat.own().mark(data.path());
      }
      started.complete(null);
    } catch (Throwable e) {
      started.completeExceptionally(e);
      return;
    }
    try {
      watch();
    } catch (InterruptedException e) {
      // it is stopped for good
    }
  }

  /**
   * Waits until it is up.
   *
   * @throws StartFailure if it cannot be started
   */
  void awaitStarted() {
    try {
      started.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof StartFailure known
          ? known
          : new StartFailure("The embedded PostgreSQL did not start: " + cause, cause);
    }
  }

  /**
   * Why a start failed, where this one refuses to be used: neither a setting nor its address has to
   * do with it.
   */
  StartFailure inItsWords(StartFailure failure) {
    if (!(NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException refused)
        || !REFUSALS.contains(String.valueOf(refused.getSQLState()))) {
      return failure;
    }
    PostgresFiles files = new PostgresFiles(data.path());
    return new StartFailure(
        "The embedded PostgreSQL refuses the connection ("
            + String.valueOf(refused.getMessage()).lines().findFirst().orElse("")
            + "): "
            + (WRONG_PASSWORD.equals(refused.getSQLState())
                ? files.passwordFile() + " does not hold the password of "
                : "something is missing in ")
            + files.cluster()
            + "; put back a copy of the data directory, or restore a backup into another one.",
        failure);
  }

  /** Stops it for good. Does nothing if it is not running. */
  void stop() {
    stopped = true;
    // A start that is under way is given up.
    thread.interrupt();
    synchronized (turn) {
      server = null;
      try {
        upgrade.stop();
        postgres.stop();
      } catch (IOException e) {
        log.warn("The embedded PostgreSQL did not stop cleanly: {}", e.toString());
      }
    }
  }

  private void start() throws IOException {
    synchronized (turn) {
      if (!stopped) {
        server = postgres.start();
      }
    }
  }

  private void watch() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    String said = "";
    Instant keepAt = Instant.now().plus(UNTIL_KEPT);
    boolean kept = false;
    while (!stopped) {
      if (isRunning()) {
        pause = FIRST_PAUSE;
        if (!kept && Instant.now().isAfter(keepAt)) {
          kept = true;
          keep();
        }
        Thread.sleep(WATCH_INTERVAL);
        continue;
      }
      if (said.isEmpty()) {
        log.warn("The embedded PostgreSQL is gone; starting it again");
      }
      try {
        start();
        said = "";
        log.info("The embedded PostgreSQL is back");
      } catch (StartFailure | IOException e) {
        String sentence = String.valueOf(e.getMessage());
        if (!stopped && !sentence.equals(said)) {
          // Once for each cause, however often it is tried.
          log.warn("{} It is tried again until that is mended.", sentence);
          said = sentence;
        }
        Thread.sleep(pause);
        pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
      }
    }
  }

  private boolean isRunning() {
    synchronized (turn) {
      return server != null && Postmaster.isRunning(server);
    }
  }

  private void keep() {
    try {
      postgres.keepPrograms();
    } catch (IOException e) {
      log.info("PostgreSQL's programs will be unpacked again: {}", e.toString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
