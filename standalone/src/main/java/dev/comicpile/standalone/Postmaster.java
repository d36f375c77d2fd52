package dev.comicpile.standalone;

import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server processes of a cluster, as the cluster's own file and the system tell of them. */
final class Postmaster {

  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Lines of the file, counted from 0. */
  private static final int PROCESS_ID = 0;

  private static final int PORT = 3;
  private static final int STATUS = 7;

  private Postmaster() {}

  private static Path file(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  private static Optional<String> line(Path cluster, int number) {
    try (Stream<String> lines = Files.lines(file(cluster))) {
      return lines.skip(number).findFirst().map(String::strip);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** The process that the cluster's file names, if it is alive. */
  static Optional<ProcessHandle> process(Path cluster) {
    return listed(cluster).filter(Postmaster::isRunning);
  }

  private static Optional<ProcessHandle> listed(Path cluster) {
    return line(cluster, PROCESS_ID)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .flatMap(text -> ProcessHandle.of(Long.parseLong(text)));
  }

  /** The port that it listens on; empty if it is not up yet. */
  static Optional<Integer> port(Path cluster) {
    return line(cluster, PORT).filter(text -> text.matches("[0-9]{1,5}")).map(Integer::valueOf);
  }

  /** Whether it takes connections. */
  static boolean isReady(Path cluster) {
    return line(cluster, STATUS).filter("ready"::equals).isPresent();
  }

  /**
   * Whether it is alive and no mere entry in the system's list: where this program is a container's
   * first process, nobody takes the dead out of that.
   */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .isPresent();
  }

  /**
   * Stops what a killed process has left behind: the server, and those of its processes that did
   * not notice its end. A file that still names a process, which is something else by now or a mere
   * entry in the system's list, is taken away, or PostgreSQL would refuse to start.
   *
   * @param programs where the programs of such a server lie
   * @throws StartFailure if they do not end
   */
  static void stopOrphans(Path cluster, Path programs) throws IOException {
    if (!Files.exists(file(cluster))) {
      return;
    }
    Optional<ProcessHandle> named = process(cluster);
    if (named.isPresent() && isPostgres(named.get())) {
      log.info("Stopping the PostgreSQL {} that an earlier process left behind", named.get().pid());
      named.get().destroy();
      if (!ended(named.get())) {
        named.get().destroyForcibly();
      }
    }
    kill(cluster, programs);
    if (listed(cluster).isPresent()) {
      Files.delete(file(cluster));
    }
  }

  /**
   * Ends all server processes that run from these programs, as a power cut would.
   *
   * @throws StartFailure if they do not end
   */
  static void kill(Path cluster, Path programs) throws IOException {
    List<ProcessHandle> left = runningFrom(programs);
    left.forEach(ProcessHandle::destroyForcibly);
    List<ProcessHandle> stay = left.stream().filter(process -> !ended(process)).toList();
    if (!stay.isEmpty()) {
      throw new StartFailure(
          "Processes of an earlier PostgreSQL ("
              + stay.stream().map(it -> "" + it.pid()).collect(Collectors.joining(", "))
              + ") still hold "
              + cluster
              + " and do not end: please end them, or restart the machine.");
    }
  }

  private static List<ProcessHandle> runningFrom(Path programs) throws IOException {
    if (!Files.exists(programs)) {
      return List.of();
    }
    Path real = programs.toRealPath();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .filter(command -> Path.of(command).startsWith(real))
                    .isPresent())
        .filter(Postmaster::isPostgres)
        .toList();
  }

  private static boolean ended(ProcessHandle process) {
    long giveUpAt = System.nanoTime() + ORPHAN_LIMIT.toNanos();
    while (isRunning(process)) {
      if (System.nanoTime() > giveUpAt) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return !isRunning(process);
      }
    }
    return true;
  }
}
