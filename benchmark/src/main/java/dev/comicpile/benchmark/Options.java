package dev.comicpile.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be measured.
 *
 * @param jar the program
 * @param baseline an earlier program that is measured before it; absent: none
 * @param out where the report goes
 * @param port where the program listens
 */
record Options(
    Path jar, java.util.Optional<Path> baseline, Path out, int port, Selection selection) {

  static final String USAGE =
      """
      usage: java -jar benchmark/target/benchmark.jar [option value]...
        --jar       standalone/target/comic-pile.jar   the program
        --baseline  JAR    an earlier one, measured first
        --only      NAMES  parts and rows alone, separated by commas: %s
        --out       benchmark/target/report
        --port      8780   of the program while it is measured\
      """;

  /** Reads them. */
  static Options parse(String[] arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    Set<String> known = Set.of("--jar", "--baseline", "--only", "--out", "--port");
    for (int i = 0; i < arguments.length; i += 2) {
      if (!known.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(USAGE.formatted(Selection.names()));
      }
      given.put(arguments[i], arguments[i + 1]);
    }
    return new Options(
        existing(given.getOrDefault("--jar", "standalone/target/comic-pile.jar")),
        java.util.Optional.ofNullable(given.get("--baseline")).map(Options::existing),
        Path.of(given.getOrDefault("--out", "benchmark/target/report")),
        Integer.parseInt(given.getOrDefault("--port", "8780")),
        Selection.of(given.getOrDefault("--only", "")));
  }

  private static Path existing(String file) {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "There is no " + file + ": build it with mvn -DskipTests package, or name another.");
    }
    return path;
  }

  /** The programs by what they are called in the report. */
  Map<String, Path> sides() {
    Map<String, Path> sides = new LinkedHashMap<>();
    baseline.ifPresent(earlier -> sides.put("before", earlier));
    sides.put(baseline.isPresent() ? "after" : "now", jar);
    return sides;
  }

  static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }
}
