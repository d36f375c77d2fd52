package dev.comicpile.standalone;

import dev.comicpile.web.start.DatabaseAddress;
import dev.comicpile.web.start.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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
  private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(10);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Once nobody waits for the disk any more. */
  private static final Duration UNTIL_KEPT = Duration.ofSeconds(15);

  /**
   * What suits one household: little memory, no process that nobody needs, and nothing to do while
   * nothing happens. What was acknowledged has to be there after a crash, whatever it costs.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("timezone", "UTC"),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("max_connections", "60"),
          Map.entry("shared_buffers", "64MB"),
          Map.entry("maintenance_work_mem", "16MB"),
          Map.entry("huge_pages", "off"),
          Map.entry("jit", "off"),
          Map.entry("io_method", "sync"),
          Map.entry("max_worker_processes", "0"),
          Map.entry("max_parallel_workers", "0"),
          Map.entry("max_parallel_workers_per_gather", "0"),
          Map.entry("max_logical_replication_workers", "0"),
          Map.entry("update_process_title", "off"),
          // Nobody copies the log of this database, so it need not say what only a copy needs.
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("bgwriter_delay", "10s"),
          Map.entry("bgwriter_lru_maxpages", "0"),
          Map.entry("autovacuum_naptime", "5min"),
          Map.entry("autovacuum_max_workers", "1"),
          Map.entry("logging_collector", "on"),
          Map.entry("log_directory", "../log"),
          Map.entry("log_filename", "postgresql-%a.log"),
          Map.entry("log_truncate_on_rotation", "on"),
          // without the values of rows that statements fail for: there are addresses among them
          Map.entry("log_error_verbosity", "terse"),
          Map.entry("log_rotation_age", "1d"));

  /** Kept here, since a lock that nothing refers to any more is let go of by the collector. */
  private final DataDirectory data;

  private final Path cluster;
  private final Path startLog;
  private final int port;
  private final String password;
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();

  private final Object turn = new Object();
  private @Nullable PostgresPrograms programs;
  private @Nullable ProcessHandle server;
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
      Files.deleteIfExists(startLog);
      PostgresPrograms found = PostgresPrograms.in(data.path().resolve("postgres-program"));
      programs = found;
      if (!Files.exists(cluster)) {
        create(found);
      }
      stopOrphan(cluster);
      run(found);
      server =
          process(cluster)
              .orElseThrow(
                  () -> new StartFailure("The embedded PostgreSQL ended at once" + says()));
    }
  }

  /** A new cluster gets its name only when it is complete, however often that is interrupted. */
  private void create(PostgresPrograms found) throws IOException {
    Path incomplete = incomplete(data.path());
    stopOrphan(incomplete);
    PostgresPrograms.delete(incomplete);
    found.run(
        startLog,
        "initdb",
        List.of(
            "--pgdata=" + incomplete,
            "--username=" + USER,
            "--pwfile=" + passwordFile(data.path()),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    Files.move(incomplete, cluster);
  }

  private void run(PostgresPrograms found) throws IOException {
    String options =
        SETTINGS.entrySet().stream()
            .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" ", "-p " + port + " ", ""));
    found.run(
        startLog,
        "pg_ctl",
        List.of(
            "start",
            "-D",
            cluster.toString(),
            "-w",
            "-t",
            Long.toString(START_LIMIT.toSeconds()),
            "-o",
            options));
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    Instant keepAt = Instant.now().plus(UNTIL_KEPT);
    boolean kept = false;
    while (true) {
      synchronized (turn) {
        if (stopped) {
          return;
        }
        if (server != null && server.isAlive()) {
          pause = FIRST_PAUSE;
        } else {
          log.warn("The embedded PostgreSQL is gone; starting it again");
          try {
            server = null;
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
      } else if (!kept && Instant.now().isAfter(keepAt)) {
        kept = true;
        keep();
      }
    }
  }

  private void keep() {
    try {
      if (programs != null) {
        programs.keep();
      }
    } catch (IOException e) {
      log.info("PostgreSQL's programs will be unpacked again: {}", e.toString());
    }
  }

  private void closeServer() {
    ProcessHandle running = server;
    PostgresPrograms found = programs;
    server = null;
    if (running != null && found != null && running.isAlive()) {
      try {
        found.run(
            startLog,
            "pg_ctl",
            List.of(
                "stop",
                "-D",
                cluster.toString(),
                "-m",
                "fast",
                "-w",
                "-t",
                Long.toString(STOP_LIMIT.toSeconds())));
      } catch (IOException e) {
        log.warn("The embedded PostgreSQL did not stop cleanly: {}", e.toString());
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
