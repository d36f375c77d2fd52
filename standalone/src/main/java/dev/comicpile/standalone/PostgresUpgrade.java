package dev.comicpile.standalone;

import dev.comicpile.portability.backup.DatabaseMove;
import dev.comicpile.standalone.launch.UnpackedCopy;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the data of an earlier PostgreSQL over into a cluster of this one, which an earlier server
 * cannot read and a later one cannot open: both run beside each other for as long as it takes. The
 * new cluster gets its name in one step, when it holds the same; until then nothing but copies was
 * written, and whoever is interrupted starts over. The old one is kept.
 */
final class PostgresUpgrade {

  /** How far it has come. */
  enum Step {
    OLD_SERVER_RUNS,
    WRITTEN,
    NEW_SERVER_RUNS,
    READ,
    COMPARED,
    ABOUT_TO_SWITCH,
    SWITCHED
  }

  /** The new cluster and the file are each as large as the old one, at most. */
  private static final int COPIES = 2;

  /** An empty cluster, and a log that is written ahead of it. */
  private static final long BEYOND_COPIES = 200_000_000;

  private static final String COPY = "postgres-upgrade.zip";

  private final PostgresFiles files;
  private final Duration patience;
  private final Surroundings around;
  private volatile boolean stopped;
  private volatile List<PostgresServer> servers = List.of();

  /** What it asks of the machine, and whom it tells. */
  interface Surroundings {

    /** A port that nobody listens on. */
    int freePort() throws IOException;

    /** How many bytes can still be written there. */
    default long freeSpace(Path directory) throws IOException {
      return Files.getFileStore(directory).getUsableSpace();
    }

    /** Told of each step. */
    default void reached(Step step) {}
  }

  /**
   * Of the cluster of these files.
   *
   * @param patience how long a server may say nothing while it starts
   */
  PostgresUpgrade(PostgresFiles files, Duration patience, Surroundings around) {
    this.files = files;
    this.patience = patience;
    this.around = around;
  }

  /** The cluster that is to be taken over: there is none of this version, but one of an earlier. */
  static Optional<PostgresFiles> source(PostgresFiles files) {
    return Files.exists(files.cluster()) ? Optional.empty() : files.earlier().stream().findFirst();
  }

  /**
   * Does it, if there is something to take over.
   *
   * @throws StartFailure with a sentence; then everything is as it was
   */
  void run() throws IOException {
    // Everything is in it, keys too.
    Files.deleteIfExists(files.directory().resolve(COPY));
    Files.deleteIfExists(files.directory().resolve(COPY + ".incomplete"));
    Optional<PostgresFiles> source = source(files);
    if (source.isPresent()) {
      PostgresFiles old = source.get();
      requirePrograms(old);
      clear(old);
      requireSpace(old);
      System.out.printf(
          "The database is taken over from PostgreSQL %s to %s; please wait.%n",
          old.major(), files.major());
      try {
        take(old);
      } catch (StartFailure failure) {
        throw new StartFailure(
            "The database could not be taken over from PostgreSQL "
                + old.major()
                + ", and nothing was changed. "
                + failure.getMessage(),
            failure);
      } finally {
        stop();
      }
    }
  }

  private void take(PostgresFiles old) throws IOException {
    PostgresFiles upgraded = files.upgraded();
    Path file = files.directory().resolve(COPY);
    int oldPort = around.freePort();
    PostgresServer from = new PostgresServer(old, oldPort, patience, () -> stopped);
    servers = List.of(from);
    from.start();
    around.reached(Step.OLD_SERVER_RUNS);
    int newPort = around.freePort();
    DatabaseMove move =
        new DatabaseMove(
            EmbeddedDatabase.address(oldPort, files.password()),
            EmbeddedDatabase.address(newPort, files.password()),
            file);
    boolean something = hasSomething(move);
    if (something) {
      move.write();
      around.reached(Step.WRITTEN);
    }
    PostgresServer to = new PostgresServer(upgraded, newPort, patience, () -> stopped);
    servers = List.of(from, to);
    to.start();
    around.reached(Step.NEW_SERVER_RUNS);
    if (something) {
      move.read();
      around.reached(Step.READ);
      move.check();
      around.reached(Step.COMPARED);
    }
    to.stop();
    from.stop();
    // From here on an older program must not go on with what it knows.
    DirectoryFormat.own().mark(files.directory());
    around.reached(Step.ABOUT_TO_SWITCH);
    Files.move(upgraded.cluster(), files.cluster(), StandardCopyOption.ATOMIC_MOVE);
    around.reached(Step.SWITCHED);
    Files.deleteIfExists(file);
    System.out.printf(
        "The database is taken over (%s). The one of PostgreSQL %s stays in %s until you remove it"
            + " by %s.%n",
        something ? move.summary() : "it was empty",
        old.major(),
        old.cluster(),
        EarlierDatabases.COMMAND);
  }

  private static boolean hasSomething(DatabaseMove move) {
    try {
      return move.hasSomething();
    } catch (SQLException e) {
      throw new StartFailure("It does not answer: " + e.getMessage(), e);
    }
  }

  /** Stops what runs for it. */
  void stop() throws IOException {
    stopped = true;
    for (PostgresServer server : servers) {
      server.stop();
    }
  }

  private static void requirePrograms(PostgresFiles old) {
    if (PostgresPrograms.archive(old.major()).isEmpty()) {
      throw new StartFailure(
          "The data directory "
              + old.directory()
              + " holds a database of PostgreSQL "
              + old.major()
              + ", and this Comic Pile brings PostgreSQL "
              + PostgresFiles.MAJOR
              + " alone: start the first release with PostgreSQL "
              + (old.major() + 1)
              + " on it, which takes it over.");
    }
  }

  /** What an earlier attempt has left behind. */
  private void clear(PostgresFiles old) throws IOException {
    PostgresFiles upgraded = files.upgraded();
    Postmaster.stopOrphans(old.cluster(), old.programs());
    for (Path left : List.of(upgraded.cluster(), upgraded.incompleteCluster())) {
      Postmaster.stopOrphans(left, upgraded.programs());
      UnpackedCopy.delete(left);
    }
  }

  private void requireSpace(PostgresFiles old) throws IOException {
    long needed = COPIES * size(old.cluster()) + BEYOND_COPIES;
    long free = around.freeSpace(files.directory());
    if (free < needed) {
      throw new StartFailure(
          ("To take the database over from PostgreSQL %s to %s, %s MB have to be free in %s, and"
                  + " there are %s: please make room, and start Comic Pile again. Nothing was changed.")
              .formatted(
                  old.major(),
                  files.major(),
                  needed / 1_000_000,
                  files.directory(),
                  free / 1_000_000));
    }
  }

  private static long size(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      long size = 0;
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        size += path.startsWith(tree.resolve("pg_wal")) ? 0 : Files.size(path);
      }
      return size;
    }
  }
}
