package dev.comicpile.standalone;

import dev.comicpile.standalone.launch.UnpackedCopy;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Makes the cluster of a data directory, and starts and stops its server. */
final class PostgresServer {

  static final String USER = "postgres";

  /** The first version that knows this setting. */
  private static final int IO_METHOD_SINCE = 18;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PostgresFiles files;
  private final int port;
  private final Duration patience;
  private final BooleanSupplier givenUp;
  private @Nullable PostgresPrograms programs;

  /**
   * A server that is still to be started.
   *
   * @param patience how long it may say nothing while it starts
   * @param givenUp whether it is not wanted any more
   */
  PostgresServer(PostgresFiles files, int port, Duration patience, BooleanSupplier givenUp) {
    this.files = files;
    this.port = port;
    this.patience = patience;
    this.givenUp = givenUp;
  }

  /**
   * Starts it, and waits until it takes connections.
   *
   * @return its first process
   * @throws StartFailure if it does not come up, with what it says about that
   */
  ProcessHandle start() throws IOException {
    Instant begun = Instant.now().minusSeconds(1);
    Files.deleteIfExists(files.startLog());
    try {
      PostgresPrograms found = PostgresPrograms.in(files.programs(), files.major());
      programs = found;
      if (!Files.exists(files.cluster())) {
        create(found);
      }
      Postmaster.stopOrphans(files.cluster(), files.programs());
      run(found);
    } catch (IOException e) {
      throw new StartFailure("The embedded PostgreSQL did not start" + files.says(begun), e);
    }
    return Postmaster.process(files.cluster())
        .orElseThrow(
            () -> new StartFailure("The embedded PostgreSQL ended at once" + files.says(begun)));
  }

  /** A new cluster gets its name only when it is complete, however often that is interrupted. */
  private void create(PostgresPrograms found) throws IOException {
    Path incomplete = files.incompleteCluster();
    Postmaster.stopOrphans(incomplete, files.programs());
    UnpackedCopy.delete(incomplete);
    found.run(
        files.startLog(),
        "initdb",
        List.of(
            "--pgdata=" + incomplete,
            "--username=" + USER,
            "--pwfile=" + files.passwordFile(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    Files.move(incomplete, files.cluster());
  }

  private void run(PostgresPrograms found) throws IOException {
    try {
      found.run(
          files.startLog(),
          "pg_ctl",
          List.of(
              "start",
              "-D",
              files.cluster().toString(),
              "-w",
              "-t",
              Long.toString(patience.toSeconds()),
              "-o",
              options()));
    } catch (IOException e) {
      if (!comesUp()) {
        throw e;
      }
    }
  }

  private String options() throws IOException {
    return new ClassPathResource("postgresql.conf", PostgresServer.class)
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .filter(line -> files.major() >= IO_METHOD_SINCE || !line.startsWith("io_method="))
        .map(setting -> "-c " + setting)
        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
  }

  /**
   * After a crash it may take far longer than anybody waits: it does its work again then, and says
   * so every ten seconds. One that says nothing any more is ended.
   */
  private boolean comesUp() throws IOException {
    long said = files.sizeOfLogs();
    Instant giveUpAt = Instant.now().plus(patience);
    while (Postmaster.process(files.cluster()).isPresent() && !givenUp.getAsBoolean()) {
      if (Postmaster.isReady(files.cluster())) {
        return true;
      }
      long says = files.sizeOfLogs();
      if (says != said) {
        said = says;
        giveUpAt = Instant.now().plus(patience);
      } else if (Instant.now().isAfter(giveUpAt)) {
        Postmaster.process(files.cluster()).ifPresent(ProcessHandle::destroyForcibly);
        Postmaster.kill(files.cluster(), files.programs());
        throw new StartFailure(
            "The embedded PostgreSQL hangs while it starts, and was ended: look whether the disk of"
                + " "
                + files.directory()
                + " answers, and start Comic Pile again; "
                + files.startLog()
                + " may say more.");
      }
      pause();
    }
    return false;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Stops it in order, if it runs.
   *
   * @throws IOException if it does not stop within some seconds
   */
  void stop() throws IOException {
    PostgresPrograms found = programs;
    if (found != null && Postmaster.process(files.cluster()).isPresent()) {
      found.run(
          files.startLog(),
          "pg_ctl",
          List.of(
              "stop",
              "-D",
              files.cluster().toString(),
              "-m",
              "fast",
              "-w",
              "-t",
              Long.toString(STOP_LIMIT.toSeconds())));
    }
  }

  /** Sees to it that the next start finds the programs as this one did. */
  void keepPrograms() throws IOException {
    if (programs != null) {
      programs.keep();
    }
  }
}
