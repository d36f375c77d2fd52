package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.Program;
import dev.comicpile.benchmark.report.Figures;
import dev.comicpile.benchmark.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the packaged program, and another one first where that is asked for. */
public final class Benchmark {

  static final int READERS = 16;
  static final int THREADS = 100;

  private static final Duration FIRST_REST = Duration.ofMinutes(2);

  private static final String PILES = "piles";

  private final Options options;
  private final Run run;

  private Benchmark(Options options, Run run) {
    this.options = options;
    this.run = run;
  }

  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains(Options.HELP)) {
      System.out.println(Options.USAGE);
      return;
    }
    try {
      measure(Options.parse(arguments));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void measure(Options options) throws IOException {
    Map<String, Figures> sides = new LinkedHashMap<>();
    Map<String, String> facts = Machine.facts();
    for (Map.Entry<String, Path> side : options.sides().entrySet()) {
      long begin = System.nanoTime();
      sides.put(side.getKey(), measure(options, side.getValue()));
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      facts.put(side.getKey(), "%s, in %s s".formatted(side.getValue(), took.toSeconds()));
    }
    Report report = new Report(sides, Goals.ALL, facts);
    System.out.println(report.text());
    report.write(options.out(), Columns.STACKS);
    System.out.println("The report is in " + options.out() + ".");
  }

  private static Figures measure(Options options, Path jar) throws IOException {
    Path directory = Files.createTempDirectory("comic-pile-benchmark");
    try {
      Run run = Run.of(jar, directory, options);
      new Benchmark(options, run).measureAll();
      return run.figures();
    } finally {
      delete(directory);
    }
  }

  private void measureAll() throws IOException {
    Selection selection = run.selection();
    Run.People people = prepare();
    if (selection.has("evening")) {
      Evening.measure(run, people, PILES);
    }
    FirstRequests.measure(run, people, PILES);
    if (selection.hasAny("warm", "speed", "lag", "waits", "floors")) {
      WarmRequests.measure(run, people, PILES);
    }
    if (selection.has("floors")) {
      ReadFloor.measure(run, people, PILES);
    }
    if (selection.has("idle")) {
      try (IdleProgram _ = IdleProgram.start(run, PILES)) {
        longStreams();
      }
    } else {
      longStreams();
    }
    if (options.distributed()) {
      TwoServices.measure(run, PILES, Optional.empty());
    }
    // There is one Axon Server, and it is empty once: it is for the program, not for an earlier
    // one.
    if (options.axonServer().isPresent() && run.jar().equals(options.jar())) {
      TwoServices.measure(run, PILES, options.axonServer());
    }
  }

  /** Starts it in an empty directory, and makes the readers that all parts play with. */
  private Run.People prepare() {
    try (Program program = run.start(PILES)) {
      run.starts().first(program);
      Readers readers = Readers.register(program.url(), READERS, THREADS);
      Reader admin = Reader.login(program.url(), Program.ADMIN);
      Run.awaitViews(admin);
      // What it does once, after its first start, is done before it is started again.
      Run.awaitRest(program, FIRST_REST);
      return new Run.People(readers, admin);
    }
  }

  private void longStreams() throws IOException {
    if (run.selection().hasAny("replay", "long")) {
      LongStreams.measure(run);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
