package dev.comicpile.system.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A process that was started for a test. What it prints goes to a file. */
public final class Child implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "processes");

  /** Below those that the system gives to outgoing connections while nobody listens there. */
  private static final int LOWEST_PORT = 20_000;

  private static final int HIGHEST_PORT = 32_000;

  private final Process process;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param name of its log, to which this start's lines are added
   */
  public static Child start(String name, Map<String, String> environment, List<String> command) {
    try {
      Path log = Files.createDirectories(LOGS).resolve(name + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Child(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that is free and stays so between a kill and the next start. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken; the next one
      }
    }
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Where to look when something went wrong. */
  public Path log() {
    return log.toAbsolutePath();
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it with SIGTERM. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  /** Its exit code, once it has ended. */
  public int awaitEnd() {
    return awaitEnd(Duration.ofMinutes(1));
  }

  /** The same for what takes longer. */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end, see " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
