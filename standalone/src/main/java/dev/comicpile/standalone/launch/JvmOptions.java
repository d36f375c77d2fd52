package dev.comicpile.standalone.launch;

import static java.util.Map.entry;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The options that suit a program which mostly waits: little memory, and no optimising compiler,
 * which costs a home server more than it ever gains. What users have set themselves, in whichever
 * way, stays as they have set it.
 */
final class JvmOptions {

  /** From which a JVM takes options. */
  static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final List<String> HEAP =
      List.of(
          "MaxHeapSize",
          "MaxRAM",
          "MaxRAMPercentage",
          "MaxRAMFraction",
          "InitialHeapSize",
          "MinHeapSize");

  private static final List<String> COLLECTOR =
      List.of(
          "UseSerialGC", "UseParallelGC", "UseG1GC", "UseZGC", "UseShenandoahGC", "UseEpsilonGC");

  /** Our options, each with the flags that replace it where a user has given one. */
  private static final List<Map.Entry<String, List<String>>> OPTIONS =
      List.of(
          entry("-XX:+UseSerialGC", COLLECTOR),
          entry("-XX:+UseCompactObjectHeaders", List.of("UseCompactObjectHeaders")),
          entry(
              "-XX:TieredStopAtLevel=1",
              List.of("TieredStopAtLevel", "TieredCompilation", "CompilationMode")),
          entry(
              "-XX:+ExitOnOutOfMemoryError",
              List.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError")),
          // A sampler that wakes twenty times a second, for tools that nobody runs.
          entry("-XX:-UsePerfData", List.of("UsePerfData")));

  private JvmOptions() {}

  /**
   * The program's own options, without those that the user has given another value.
   *
   * @param given whether the user has set this flag of the JVM
   */
  static List<String> own(HeapSize heap, Predicate<String> given) {
    List<String> options = new ArrayList<>();
    options.add("-XX:+IgnoreUnrecognizedVMOptions");
    options.add("--enable-native-access=ALL-UNNAMED");
    if (HEAP.stream().noneMatch(given)) {
      options.add(heap.option());
    }
    for (Map.Entry<String, List<String>> option : OPTIONS) {
      if (option.getValue().stream().noneMatch(given)) {
        options.add(option.getKey());
      }
    }
    return options;
  }

  /** What the user has set, on the command line, in a variable or in a file. */
  static Predicate<String> givenTo(CommandLine commandLine, Map<String, String> variables) {
    if (commandLine.options().isEmpty() && VARIABLES.stream().noneMatch(variables::containsKey)) {
      return flag -> false;
    }
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return flag -> isGiven(jvm, flag);
  }

  private static boolean isGiven(HotSpotDiagnosticMXBean jvm, String flag) {
    try {
      return switch (jvm.getVMOption(flag).getOrigin()) {
        case DEFAULT, ERGONOMIC, OTHER -> false;
        default -> true;
      };
    } catch (IllegalArgumentException e) {
      // This JVM has no such flag.
      return false;
    }
  }
}
