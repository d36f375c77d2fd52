package dev.comicpile.standalone;

import dev.comicpile.web.start.DatabaseAddress;
import dev.comicpile.web.start.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, in the data directory and on the loopback address only. It is started
 * again on the same port whenever it dies, and an orphan of an earlier process that was killed is
 * stopped first. The caller holds the data directory.
 */
final class EmbeddedDatabase {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private static final String USER = "postgres";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(10);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Kept here, since a lock that nothing refers to any more is let go of by the collector. */
  private final DataDirectory data;

  private final Path cluster;
  private final Path startLog;
  private final int port;
  private final String password;
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();

  private final Object turn = new Object();
  private @Nullable EmbeddedPostgres server;
  private boolean stopped;

  EmbeddedDatabase(DataDirectory data) {
    Path directory = data.path();
    this.data = data;
    cluster = cluster(directory);
    startLog = data.logs().resolve("postgresql-start.log");
    try {
      port = freePort();
      password = password(passwordFile(directory));
    } catch (IOException e) {
      throw new StartFailure("The data directory " + directory + " cannot be used: " + e + ".", e);
    }
  }

  DatabaseAddress address() {
    return address(port, password);
  }

  /** Whether a data directory has one. */
  static boolean existsIn(Path directory) {
    return Files.exists(cluster(directory));
  }

  /** The one that another process runs in its data directory; empty if it is not up yet. */
  static Optional<DatabaseAddress> runningIn(Path directory) {
    // The fourth line of the file is the port.
    try (Stream<String> lines = Files.lines(cluster(directory).resolve("postmaster.pid"))) {
      String password = Files.readString(passwordFile(directory)).strip();
      return lines
          .skip(3)
          .findFirst()
          .map(line -> address(Integer.parseInt(line.strip()), password));
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends the one in a data directory that nobody needs any more, as a power cut would. */
  static void kill(Path directory) {
    Stream.of(cluster(directory), incomplete(directory))
        .flatMap(where -> process(where).stream())
        .filter(EmbeddedDatabase::isPostgres)
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .isPresent();
  }

  private static DatabaseAddress address(int port, String password) {
    return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + USER, USER, password);
  }

  private static Path cluster(Path directory) {
    return directory.resolve("postgres");
  }

  private static Path incomplete(Path directory) {
    return directory.resolve("postgres-incomplete");
  }

  private static Path passwordFile(Path directory) {
    return directory.resolve("postgres.password");
  }

  /** Starts it on a thread of its own, so that the rest of the program can be started meanwhile. */
  void startInBackground() {
    Thread.ofPlatform()
        .name("postgres")
        .daemon()
        .start(
            () -> {
              try {
                start();
                started.complete(null);
              } catch (Throwable e) {
                started.completeExceptionally(e);
                return;
              }
              watch();
            });
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
          : new StartFailure("The embedded PostgreSQL did not start" + says(), cause);
    }
  }

  /** Stops it for good. Does nothing if it is not running. */
  void stop() {
    synchronized (turn) {
      stopped = true;
      closeServer();
    }
  }

  private void start() throws IOException {
    synchronized (turn) {
      if (stopped) {
        return;
      }
      if (!Files.exists(cluster)) {
        create();
      }
      stopOrphan(cluster);
      server = run(cluster);
    }
  }

  /** A new cluster gets its name only when it is complete, however often that is interrupted. */
  private void create() throws IOException {
    Path incomplete = incomplete(data.path());
    stopOrphan(incomplete);
    delete(incomplete);
    run(incomplete).close();
    Files.move(incomplete, cluster);
  }

  private EmbeddedPostgres run(Path where) throws IOException {
    Files.deleteIfExists(startLog);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(data.path().resolve("postgres-program").toFile())
            .setDataDirectory(where.toFile())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setPGStartupWait(START_LIMIT)
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(startLog.toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(startLog.toFile()))
            .setConnectConfig("password", password)
            // these become options of initdb; the library's own default is to trust everybody
            .setLocaleConfig("auth", "scram-sha-256")
            .setLocaleConfig("pwfile", passwordFile(data.path()).toString())
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("max_connections", "60")
            // the library turns both off; what was acknowledged has to be there after a crash
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("timezone", "UTC")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_directory", "../log")
            .setServerConfig("log_filename", "postgresql-%a.log")
            .setServerConfig("log_truncate_on_rotation", "on")
            .setServerConfig("log_rotation_age", "1d");
    try {
      return builder.start();
    } catch (RuntimeException | IOException | ExceptionInInitializerError e) {
      throw new StartFailure("The embedded PostgreSQL did not start" + says(), e);
    }
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    while (true) {
      synchronized (turn) {
        if (stopped) {
          return;
        }
        if (server != null && process(cluster).isPresent()) {
          pause = FIRST_PAUSE;
        } else {
          log.warn("The embedded PostgreSQL is gone; starting it again");
          try {
            closeServer();
            start();
            log.info("The embedded PostgreSQL is back");
            continue;
          } catch (StartFailure | IOException e) {
            log.warn("{} Next try in {} ms.", e.getMessage(), pause.toMillis());
          }
        }
      }
      if (!sleep(server == null ? pause : WATCH_INTERVAL)) {
        return;
      }
      if (server == null) {
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private void closeServer() {
    EmbeddedPostgres running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        log.warn("The embedded PostgreSQL did not stop cleanly", e);
      }
    }
  }

  /**
   * Stops the server that a killed process has left behind. A file that names a process which is
   * something else by now is taken away, or PostgreSQL would refuse to start.
   */
  private static void stopOrphan(Path where) throws IOException {
    Optional<ProcessHandle> named = process(where);
    if (named.isEmpty()) {
      return;
    }
    ProcessHandle process = named.get();
    if (process.info().command().isEmpty()) {
      return;
    }
    if (!isPostgres(process)) {
      Files.deleteIfExists(where.resolve("postmaster.pid"));
      return;
    }
    log.info("Stopping the PostgreSQL {} that an earlier process left behind", process.pid());
    process.destroy();
    if (!ended(process)) {
      process.destroyForcibly();
      if (!ended(process)) {
        throw new StartFailure(
            "A PostgreSQL with the process id "
                + process.pid()
                + " still runs on "
                + where
                + " and does not stop: please stop it.");
      }
    }
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(ORPHAN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** The process that the cluster's own file names, if there is one. */
  private static Optional<ProcessHandle> process(Path where) {
    try (Stream<String> lines = Files.lines(where.resolve("postmaster.pid"))) {
      return lines
          .findFirst()
          .map(line -> Long.parseLong(line.strip()))
          .flatMap(ProcessHandle::of)
          .filter(ProcessHandle::isAlive);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What it said last, for the sentence about a failed start. */
  private String says() {
    List<String> lines = List.of();
    try {
      lines = Files.readAllLines(startLog);
    } catch (IOException e) {
      // then there is nothing to add
    }
    return lines.stream()
        .filter(line -> line.contains("FATAL") || line.contains("error:"))
        .findFirst()
        .map(line -> " (" + line.strip() + "): " + startLog + " says more.")
        .orElse("; " + startLog + " may say why.");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path draft = file.resolveSibling("postgres.password.new");
      Files.deleteIfExists(draft);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            draft,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(draft, HexFormat.of().formatHex(random));
      Files.move(draft, file);
    }
    return Files.readString(file).strip();
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static boolean sleep(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
