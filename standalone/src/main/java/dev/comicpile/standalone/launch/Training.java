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

/**
 * Makes the AOT cache of an unpacked program. Another Comic Pile is started from it, in a directory
 * of its own and with the lowest priority, and plays an evening; what its JVM has loaded and linked
 * by then is put into the cache, by one more JVM. Both are children of this process and do not
 * outlive it.
 *
 * @param options of the JVM, for which the cache is made
 * @param stopDatabase ends the PostgreSQL of a data directory, if there is one
 */
record Training(UnpackedProgram program, List<String> options, Consumer<Path> stopDatabase) {

  /** Says in the other Comic Pile that it is there for the training. */
  static final String TRAINING = "comicpile.training";

  static final String USERNAME = "reader";
  static final String PASSWORD = "an evening at home";

  private static final List<String> NICE = List.of("/usr/bin/nice", "/bin/nice");
  private static final long MINUTES = 15;

  /** What users have set for their own Comic Pile is not to be done by the one that trains. */
  private static final List<String> SETTINGS =
      List.of("PILE_", "SPRING_", "SERVER_", "LOGGING_", "MANAGEMENT_", "COMICPILE_", "AXON_");

  /** Agents change classes as they are loaded, and a cache of those is not taken. */
  boolean isPossible() {
    return Stream.concat(
            options.stream(),
            JvmOptions.VARIABLES.stream().map(name -> System.getenv().getOrDefault(name, "")))
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
   * Takes a minute or so, and is over at once where its thread is interrupted. What it leaves
   * behind then is removed by the next one.
   *
   * @throws IOException if it does not succeed; the log of the training may say why
   */
  void run() throws IOException, InterruptedException {
    Path scratch = program.directory().resolve("training");
    Path data = scratch.resolve("data");
    stopDatabase.accept(data);
    UnpackedCopy.delete(scratch);
    Files.createDirectories(scratch);
    Path configuration = scratch.resolve("comic-pile.aotconf");
    Path cache = scratch.resolve("comic-pile.aot");
    try {
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
    } finally {
      stopDatabase.accept(data);
    }
    start(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + configuration,
            "-XX:AOTCache=" + cache,
            "-jar",
            program.jar().toString()));
    program.takeAotCache(cache);
    UnpackedCopy.delete(scratch);
  }

  private void start(List<String> more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    NICE.stream()
        .filter(nice -> Files.isExecutable(Path.of(nice)))
        .findFirst()
        .ifPresent(nice -> words.addAll(List.of(nice, "-n", "19")));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options.stream().filter(Training::mattersToTheCache).toList());
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
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("the training did not end well: " + log + " may say why");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
