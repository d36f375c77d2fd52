package dev.comicpile.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The one-process program as a process of its own, from the class path of the tests. */
final class RunningProgram implements AutoCloseable {

  private static final String READY = "Comic Pile is ready at ";
  private static final String ENDED = "it has ended";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder output = new StringBuilder();

  private RunningProgram(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it, and waits until it can serve. */
  static RunningProgram start(Path data, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ComicPile.class.getName(),
                    "--port=0",
                    "--data-dir=" + data))
            .redirectErrorStream(true);
    builder.environment().putAll(settings);
    return new RunningProgram(builder.start());
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    } catch (IOException e) {
      // it has ended
    }
    lines.add(ENDED);
  }

  /** Waits until it says that it is ready, for the first time or once more. */
  String awaitReady() throws InterruptedException {
    while (true) {
      String line = lines.poll(2, TimeUnit.MINUTES);
      output.append(line).append('\n');
      if (line == null || line.equals(ENDED)) {
        throw new IllegalStateException("It is not ready:\n" + output);
      }
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
    }
  }

  /** What it has said before it was ready. */
  String output() {
    return output.toString();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
