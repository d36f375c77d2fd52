package dev.comicpile.system.distributed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one-process program, run from its jar by {@code java -jar}, as its users do. */
final class Program implements AutoCloseable {

  private static final String READY = "Comic Pile is ready at ";

  private final Child child;

  private Program(Child child) {
    this.child = child;
  }

  /** The jar that the build has made. */
  static Path jar() {
    Path jar = Path.of("..", "standalone", "target", "comic-pile.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there: it is made by `mvn verify`");
    }
    return jar.toAbsolutePath().normalize();
  }

  /** Starts it on a data directory with a free port, and waits until it can serve. */
  static Program start(Path dataDirectory, Map<String, String> environment) {
    Program program = launch(List.of(), jar(), dataDirectory, environment);
    program.url();
    return program;
  }

  /**
   * Starts it and does not wait.
   *
   * @param options of the JVM
   */
  static Program launch(
      List<String> options, Path jar, Path dataDirectory, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(Image.java()));
    command.addAll(options);
    command.addAll(
        List.of("-jar", jar.toString(), "--port", "0", "--data-dir", dataDirectory.toString()));
    return new Program(Child.start("comic-pile-" + UUID.randomUUID(), environment, command));
  }

  /** Where it answers, once it says so. */
  String url() {
    await("the program is ready, see " + child.log())
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              if (!child.isAlive()) {
                throw new IllegalStateException("it has ended:\n" + output());
              }
              return output().contains(READY);
            });
    String line = output().lines().filter(it -> it.startsWith(READY)).findFirst().orElseThrow();
    return line.substring(READY.length());
  }

  /** What it has printed so far. */
  String output() {
    try {
      return Files.readString(child.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle process() {
    return child.process();
  }

  /** Kills it as {@code kill -9} does. */
  void kill() {
    child.kill();
  }

  /** Its exit code, once it has ended. */
  int awaitEnd() {
    return child.awaitEnd();
  }

  /** Ends it with SIGTERM. */
  @Override
  public void close() {
    child.close();
  }
}
