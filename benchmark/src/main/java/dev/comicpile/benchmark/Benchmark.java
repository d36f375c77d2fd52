package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.Program;
import dev.comicpile.benchmark.report.Figures;
import dev.comicpile.benchmark.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Measures the packaged program, and another one first where that is asked for. */
public final class Benchmark {

  private static final String PILES = "piles";
  private static final int READERS = 16;
  private static final int THREADS = 100;

  private Benchmark() {}

  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    try {
      run(options);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Options options) throws IOException {
    Map<String, Figures> sides = new LinkedHashMap<>();
    for (Map.Entry<String, Path> side : options.sides().entrySet()) {
      Run.say("%s: %s", side.getKey(), side.getValue());
      sides.put(side.getKey(), measure(options, side.getValue()));
      System.out.print(Table.of(sides));
    }
  }

  private static Figures measure(Options options, Path jar) throws IOException {
    Path directory = Files.createTempDirectory("comic-pile-benchmark");
    try {
      Run run = new Run(jar, directory, options.port(), options.selection(), new Figures());
      Run.People people = prepare(run);
      if (options.selection().has("evening")) {
        Evening.measure(run, people, PILES);
      }
      FirstRequests.measure(run, people, PILES);
      if (options.selection().hasAny("warm", "speed", "lag", "waits", "floors")) {
        WarmRequests.measure(run, people, PILES);
      }
      if (options.selection().has("floors")) {
        ReadFloor.measure(run, people, PILES);
      }
      atRest(run);
      return run.figures();
    } finally {
      delete(directory);
    }
  }

  /** What is measured beside a program that nobody uses. */
  private static void atRest(Run run) throws IOException {
    if (run.selection().has("idle")) {
      try (IdleProgram idle = IdleProgram.start(run, PILES)) {
        longStreams(run);
      }
    } else {
      longStreams(run);
    }
  }

  private static void longStreams(Run run) throws IOException {
    if (run.selection().hasAny("replay", "long")) {
      LongStreams.measure(run);
    }
  }

  /** Starts it in an empty directory, and makes the readers that all parts play with. */
  private static Run.People prepare(Run run) {
    try (Program program = run.start(PILES)) {
      run.put(Sections.START, "empty directory", Columns.SECONDS, program.startSeconds());
      run.put(
          Sections.START,
          "empty directory",
          Columns.CPU_SECONDS,
          program.startCpu().total() / 1000);
      Readers readers = Readers.register(program.url(), READERS, THREADS);
      Reader admin = Reader.login(program.url(), Program.ADMIN);
      Run.awaitViews(admin);
      return new Run.People(readers, admin);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
