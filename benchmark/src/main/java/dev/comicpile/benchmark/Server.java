package dev.comicpile.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The one-process program as its users start it, on a data directory of its own. */
final class Server implements AutoCloseable {

  static final String ADMIN = "benchmark-admin";
  static final String PASSWORD = "correct horse";

  private static final String READY = "Comic Pile is ready at ";

  private final Process process;
  private final String url;
  private final Duration startTime;

  private Server(Process process, String url, Duration startTime) {
    this.process = process;
    this.url = url;
    this.startTime = startTime;
  }

  /** Starts the jar with so much heap, and waits until it can serve. */
  static Server start(Path jar, Path dataDirectory, String heap) throws IOException {
    Instant begin = Instant.now();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-jar",
                    jar.toString(),
                    "--port",
                    "0",
                    "--data-dir",
                    dataDirectory.toString()))
            .redirectErrorStream(true);
    builder.environment().put("PILE_RATE_LIMITS", "off");
    builder.environment().put("PILE_ADMIN_USERNAME", ADMIN);
    builder.environment().put("PILE_ADMIN_PASSWORD", PASSWORD);
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new Server(
            process, line.substring(READY.length()), Duration.between(begin, Instant.now()));
      }
      System.err.println(line);
    }
    throw new IllegalStateException("The program did not start.");
  }

  String url() {
    return url;
  }

  Duration startTime() {
    return startTime;
  }

  /** The most memory that the process has had so far, in MiB; empty where Linux does not tell. */
  OptionalLong peakMemory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    Optional<String> peak =
        Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:")).findFirst();
    return peak.map(line -> OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
        .orElseGet(OptionalLong::empty);
  }

  /** Kills it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
