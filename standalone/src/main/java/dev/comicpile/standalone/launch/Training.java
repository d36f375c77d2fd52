package dev.comicpile.standalone.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the AOT cache of an unpacked program. Another Comic Pile is started from it, in a directory
 * of its own and with the lowest priority, and plays an evening; what its JVM has loaded and linked
 * by then is put into the cache, by one more JVM. Both are children of this process and do not
 * outlive it.
 */
final class Training {

  /** Says in the other Comic Pile that it is there for the training. */
  static final String TRAINING = "comicpile.training";

  static final String USERNAME = "reader";
  static final String PASSWORD = "an evening at home";

  private static final List<String> NICE = List.of("/usr/bin/nice", "/bin/nice");
  private static final long MINUTES = 15;

  /** What users have set for their own Comic Pile is not to be done by the one that trains. */
  private static final List<String> SETTINGS =
      List.of("PILE_", "SPRING_", "SERVER_", "LOGGING_", "MANAGEMENT_", "COMICPILE_", "AXON_");

  private final UnpackedProgram program;
  private final List<String> options;
  private final Consumer<Path> stopDatabase;
  private final Path scratch;
  private @Nullable Process running;
  private boolean stopped;

  /**
   * A training that is still to be run.
   *
   * @param options of the JVM, for which the cache is made
   * @param stopDatabase ends the PostgreSQL of a data directory, if there is one
   */
  Training(UnpackedProgram program, List<String> options, Consumer<Path> stopDatabase) {
    this.program = program;
    this.options = options.stream().filter(Training::mattersToTheCache).toList();
    this.stopDatabase = stopDatabase;
    scratch = program.directory().resolve("training");
  }

  /** Agents change classes as they are loaded, and a cache of those is not taken. */
  static boolean isPossibleWith(List<String> options, Map<String, String> variables) {
    return Stream.concat(
            options.stream(),
            JvmOptions.VARIABLES.stream().map(name -> variables.getOrDefault(name, "")))
        .noneMatch(
            option ->
                option.contains("-javaagent:")
                    || option.contains("-agentlib:")
                    || option.contains("-agentpath:"));
  }

  private static boolean mattersToTheCache(String option) {
    return option.startsWith("--")
        || option.startsWith("-D" + ImagePreparation.POSTGRES)
        || (option.startsWith("-X")
            && !option.startsWith("-XX:AOT")
            && !option.startsWith("-XX:StartFlightRecording")
            && !option.startsWith("-Xlog"));
  }

  /**
   * Takes a minute or so.
   *
   * @throws IOException if it does not succeed; the log of the training may say why
   */
  void run() throws IOException, InterruptedException {
    clear();
    Files.createDirectories(scratch);
    Path configuration = scratch.resolve("comic-pile.aotconf");
    Path cache = scratch.resolve("comic-pile.aot");
    Path data = scratch.resolve("data");
    start(
        List.of(
            "-XX:AOTMode=record",
            "-XX:AOTConfiguration=" + configuration,
            "-D" + Relaunch.LAUNCHED + "=" + program.jar(),
            "-D" + TRAINING + "=on",
            "-jar",
            program.jar().toString(),
            "--port",
            "0",
            "--data-dir",
            data.toString()));
    start(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + configuration,
            "-XX:AOTCache=" + cache,
            "-jar",
            program.jar().toString()));
    program.takeAotCache(cache);
    clear();
  }

  /** Ends it at once. What it leaves behind is removed by the next one. */
  synchronized void stop() {
    stopped = true;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      stopDatabase.accept(scratch.resolve("data"));
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  private void clear() throws IOException {
    stopDatabase.accept(scratch.resolve("data"));
    UnpackedCopy.delete(scratch);
  }

  private void start(List<String> more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    NICE.stream()
        .filter(nice -> Files.isExecutable(Path.of(nice)))
        .findFirst()
        .ifPresent(nice -> words.addAll(List.of(nice, "-n", "19")));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(more);
    File log = program.directory().resolve("training.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeIf(name -> SETTINGS.stream().anyMatch(name.toUpperCase(Locale.ROOT)::startsWith));
    variables.put("PILE_RATE_LIMITS", "off");
    variables.put("PILE_ADMIN_USERNAME", USERNAME);
    variables.put("PILE_ADMIN_PASSWORD", PASSWORD);
    variables.put("SERVER_ADDRESS", "127.0.0.1");
    Process process = begin(builder);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("the training did not end well: " + log + " may say why");
    }
  }

  private synchronized Process begin(ProcessBuilder builder) throws IOException {
    if (stopped) {
      throw new IOException("stopped");
    }
    Process process = builder.start();
    running = process;
    return process;
  }
}
