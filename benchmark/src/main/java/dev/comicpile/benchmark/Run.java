package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.CpuTime;
import dev.comicpile.benchmark.program.Pause;
import dev.comicpile.benchmark.program.Program;
import dev.comicpile.benchmark.program.Subject;
import dev.comicpile.benchmark.report.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The measuring of one program: where it is started, and where its figures go.
 *
 * @param directory its data directories are made in here
 */
record Run(Path jar, Path directory, int port, Selection selection, Figures figures) {

  private static final Duration LONGEST_LAG = Duration.ofMinutes(5);

  Program start(String dataDirectory) {
    return start(dataDirectory, port);
  }

  Program start(String dataDirectory, int atPort) {
    return Program.start(jar, atPort, directory.resolve(dataDirectory));
  }

  void put(String section, String row, String column, double value) {
    figures.put(section, row, column, value);
  }

  /**
   * Plays, waits until the views show all of it, and puts down what it took. Nothing is subtracted:
   * what the program does meanwhile for itself is in it.
   */
  Load measure(String section, Play play, Subject subject, Reader admin, Supplier<Load> playing) {
    CpuTime before = subject.cpu();
    Load load = playing.get();
    if (play.writes()) {
      awaitViews(admin);
    }
    CpuTime cpu = subject.cpu().minus(before).per(load.count());
    put(section, play.row(), Columns.PER_SECOND, load.perSecond());
    put(section, play.row(), Columns.MEDIAN, load.latencies().percentile(50));
    put(section, play.row(), Columns.P99, load.latencies().percentile(99));
    put(section, play.row(), Columns.CPU_JVM, cpu.jvm());
    put(section, play.row(), Columns.CPU_POSTGRES, cpu.postgres());
    put(section, play.row(), Columns.CPU, cpu.total());
    say("%s: %s %.2f ms CPU", section, play.row(), cpu.total());
    return load;
  }

  /** Waits until every view shows everything that was stored. */
  static void awaitViews(Reader admin) {
    long begin = System.nanoTime();
    while (lag(admin) > 0) {
      if (System.nanoTime() - begin > LONGEST_LAG.toNanos()) {
        throw new IllegalStateException("The views did not catch up within " + LONGEST_LAG + ".");
      }
      Pause.millis(50);
    }
  }

  private static long lag(Reader admin) {
    return admin
        .get("/api/admin/projections")
        .json()
        .valueStream()
        .mapToLong(view -> view.get("lag").asLong())
        .sum();
  }

  static void say(String words, Object... values) {
    System.err.println(words.formatted(values));
  }

  /** The readers of a data directory and its admin, whose tokens outlive a start. */
  record People(Readers readers, Reader admin) {

    People at(Subject subject) {
      return new People(readers.at(subject.url()), admin.at(subject.url()));
    }
  }
}
