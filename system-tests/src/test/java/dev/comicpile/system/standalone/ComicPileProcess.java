package dev.comicpile.system.standalone;

import static dev.comicpile.testing.Waits.await;

import dev.comicpile.system.distributed.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole system as a process of its own, run by {@code java -jar} as its users do. */
public final class ComicPileProcess implements AutoCloseable {

  private static final String READY = "Comic Pile is ready at ";

  private final Child child;

  private ComicPileProcess(Child child) {
    this.child = child;
  }

  /** Starts it on a data directory with a free port, and waits until it can serve. */
  public static ComicPileProcess start(
      Path dataDir, Map<String, String> environment, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--port", "0", "--data-dir", "" + dataDir));
    arguments.addAll(Arrays.asList(more));
    ComicPileProcess started = launch(environment, arguments);
    started.url();
    return started;
  }

  /** Starts it with these arguments and does not wait. */
  public static ComicPileProcess launch(Map<String, String> environment, List<String> arguments) {
    return launch(PackagedProgram.prepared(), List.of(), environment, arguments);
  }

  /**
   * Starts it from another jar than the prepared one, and does not wait.
   *
   * @param options of the JVM
   */
  public static ComicPileProcess launch(
      Path jar, List<String> options, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(PackagedProgram.java()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return new ComicPileProcess(
        Child.start("comic-pile-" + UUID.randomUUID(), environment, command));
  }

  /** Where it answers, once it says so. */
  public String url() {
    await("the program is ready, see " + child.log())
        .until(
            () -> {
              if (!child.isAlive()) {
                throw new IllegalStateException("it has ended:\n" + output());
              }
              return output().contains(READY);
            });
    return output()
        .lines()
        .filter(line -> line.startsWith(READY))
        .map(line -> line.substring(READY.length()))
        .findFirst()
        .orElseThrow();
  }

  /** The process as the system knows it. */
  public ProcessHandle handle() {
    return child.process();
  }

  /** What it has printed so far. */
  public String output() {
    return child.output();
  }

  /** Kills it as a power cut would: no shutdown hook runs. */
  public void kill() {
    child.kill();
  }

  /** Waits for its end. */
  public int exitCode() {
    return child.awaitEnd();
  }

  /** Ends it with SIGTERM and waits. */
  @Override
  public void close() {
    child.close();
  }
}
