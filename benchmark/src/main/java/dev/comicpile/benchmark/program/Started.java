package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of ours, with its output in a file. */
record Started(String name, Process process) implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  static Started start(Path output, Map<String, String> variables, List<String> command) {
    String name = output.getFileName().toString();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().putAll(variables);
    try {
      return new Started(name, builder.start());
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** Runs something to its end. */
  static void run(Path output, List<String> command) {
    try (Started started = start(output, Map.of(), command)) {
      if (started.process().waitFor() != 0) {
        throw new IllegalStateException(started.name() + " failed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted.", e);
    }
  }

  /** Waits until it answers there with 200. */
  void awaitHealthy(URI url) {
    await(() -> healthy(url));
  }

  void await(BooleanSupplier ready) {
    long begin = System.nanoTime();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended instead of starting.");
      }
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        close();
        throw new IllegalStateException(name + " did not start within " + LIMIT + ".");
      }
      Pause.millis(20);
    }
  }

  private static boolean healthy(URI url) {
    try {
      return ((HttpURLConnection) url.toURL().openConnection()).getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  ProcessTree tree() {
    return ProcessTree.of(process.pid());
  }

  /** Ends it as a service manager would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
