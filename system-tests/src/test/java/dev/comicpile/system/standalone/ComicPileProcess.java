package dev.comicpile.system.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The whole system as a process of its own, as its users start it. */
public final class ComicPileProcess implements AutoCloseable {

  private static final String READY = "Comic Pile is ready at ";

  private final Process process;
  private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> url = new CompletableFuture<>();

  private ComicPileProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(() -> follow(process));
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
    List<String> command =
        List.of(
            PackagedProgram.java(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            PackagedProgram.unpacked().toString());
    return run(command, environment, arguments);
  }

  /** Starts it as its users do, from the jar alone and without a JVM option; does not wait. */
  static ComicPileProcess launchAsUsersDo(List<String> arguments) {
    return run(
        List.of(PackagedProgram.java(), "-jar", PackagedProgram.jar().toString()),
        Map.of(),
        arguments);
  }

  private static ComicPileProcess run(
      List<String> program, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new ComicPileProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers, once it says so. */
  public String url() {
    try {
      return url.get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("not ready:\n" + output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The process as the system knows it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it has printed so far. */
  public String output() {
    return String.join("\n", output);
  }

  /** Kills it as a power cut would: no shutdown hook runs. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Waits for its end. */
  public int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it with SIGTERM and waits. */
  @Override
  public void close() {
    process.destroy();
    exitCode();
  }

  private void follow(Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        int at = line.indexOf(READY);
        if (at >= 0) {
          url.complete(line.substring(at + READY.length()).strip());
        }
      }
    } catch (IOException e) {
      output.add(e.toString());
    }
    url.completeExceptionally(new IllegalStateException("it ended:\n" + output()));
  }
}
