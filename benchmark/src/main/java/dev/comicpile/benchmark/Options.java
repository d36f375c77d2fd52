package dev.comicpile.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be measured.
 *
 * @param jar the program
 * @param baseline an earlier program that is measured before it
 * @param out where the report goes
 * @param port where the program listens; the fourteen after it are used too
 * @param distributed whether the two services are measured as well
 * @param axonServer where one runs that they are measured on, too
 */
record Options(
    Path jar,
    Optional<Path> baseline,
    Path out,
    int port,
    Selection selection,
    boolean distributed,
    Optional<String> axonServer) {

  /** Says what there is. */
  static final String HELP = "--help";

  static final String USAGE =
      """
      usage: java -jar benchmark/target/benchmark.jar [option value]...
        --jar         standalone/target/comic-pile.jar   the program
        --baseline    JAR        an earlier one, measured first
        --only        NAMES      parts and rows, separated by commas, and nothing else; there is
                                 %s
        --out         benchmark/target/report            where the report goes
        --port        8780       of the program while it is measured
        --distributed            both services behind the gateway, too; needs haproxy
        --axonserver  HOST:PORT  the same on an Axon Server that runs here and is empty, of
                                 the program alone\
      """
          .formatted(Selection.names());

  private static final String DISTRIBUTED = "--distributed";
  private static final Set<String> WITH_VALUE =
      Set.of("--jar", "--baseline", "--only", "--out", "--port", "--axonserver");

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with a sentence, if they cannot be used
   */
  static Options parse(String[] arguments) {
    Map<String, String> given = given(arguments);
    Optional<String> axonServer = Optional.ofNullable(given.get("--axonserver"));
    return new Options(
        existing(given.getOrDefault("--jar", "standalone/target/comic-pile.jar")),
        Optional.ofNullable(given.get("--baseline")).map(Options::existing),
        Path.of(given.getOrDefault("--out", "benchmark/target/report")),
        Integer.parseInt(given.getOrDefault("--port", "8780")),
        Selection.of(given.getOrDefault("--only", "")),
        given.containsKey(DISTRIBUTED) || axonServer.isPresent(),
        axonServer);
  }

  private static Map<String, String> given(String[] arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    List<String> left = Arrays.asList(arguments);
    while (!left.isEmpty()) {
      String option = left.getFirst();
      if (option.equals(DISTRIBUTED)) {
        given.put(option, "");
        left = left.subList(1, left.size());
      } else if (WITH_VALUE.contains(option) && left.size() > 1) {
        given.put(option, left.get(1));
        left = left.subList(2, left.size());
      } else {
        throw new IllegalArgumentException(USAGE);
      }
    }
    return given;
  }

  private static Path existing(String file) {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "There is no " + file + ": build it with ./mvnw -DskipTests package, or name another.");
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
}
