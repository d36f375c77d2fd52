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
record Run(
    Path jar, Path directory, int port, Selection selection, Figures figures, Starts starts) {

  private static final int LOOK_MILLIS = 500;
  private static final int RESTING_MILLIS = 50;
  private static final Duration REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_LAG = Duration.ofMinutes(5);

  static Run of(Path jar, Path directory, Options options) {
    Figures figures = new Figures();
    return new Run(
        jar, directory, options.port(), options.selection(), figures, new Starts(figures));
  }

  /** Starts the program on a data directory of that name. */
  Program start(String dataDirectory) {
    return start(dataDirectory, port);
  }

  Program start(String dataDirectory, int atPort) {
    return Program.start(jar, atPort, directory.resolve(dataDirectory));
  }

  /** The same on a directory that has been used, and puts down what the start took. */
  Program startAgain(String dataDirectory) {
    Program program = start(dataDirectory);
    starts.again(program);
    return program;
  }

  /** Where the services' jars and the gateway's configuration lie, of the same build. */
  Path checkout() {
    Path program = jar.toAbsolutePath().normalize();
    return program.resolve("../../..").normalize();
  }

  void put(String section, String row, String column, double value) {
    figures.put(section, row, column, value);
  }

  /** Puts down how often a second, and how long it took. */
  void put(String section, String row, Load load) {
    put(section, row, Columns.PER_SECOND, load.perSecond());
    put(section, row, Columns.MEDIAN, load.latencies().percentile(50));
    put(section, row, Columns.P99, load.latencies().percentile(99));
  }

  /** Puts down the CPU time of each time. */
  void put(String section, String row, CpuTime cpu) {
    put(section, row, Columns.CPU_JVM, cpu.jvm());
    put(section, row, Columns.CPU_POSTGRES, cpu.postgres());
    put(section, row, Columns.CPU, cpu.total());
    say("%s, %s: %.2f ms of CPU", section, row, cpu.total());
  }

  /** Plays and puts down what it took, under the play's own name. */
  Load measure(String section, Play play, Subject subject, Reader admin, Supplier<Load> playing) {
    return measure(section, play.row(), play, subject, admin, playing);
  }

  /** The same under another name. */
  Load measure(
      String section,
      String row,
      Play play,
      Subject subject,
      Reader admin,
      Supplier<Load> playing) {
    Measured measured = measured(play, subject, admin, playing);
    put(section, row, measured);
    return measured.load();
  }

  /**
   * Plays, waits until the views show all of it, and returns what it took. Nothing is subtracted:
   * what the program does meanwhile for itself is in it.
   */
  static Measured measured(Play play, Subject subject, Reader admin, Supplier<Load> playing) {
    CpuTime before = subject.cpu();
    Load load = playing.get();
    if (play.writes()) {
      awaitViews(admin);
    }
    return new Measured(load, subject.cpu().minus(before).per(load.count()));
  }

  void put(String section, String row, Measured measured) {
    put(section, row, measured.load());
    put(section, row, measured.cpu());
  }

  /**
   * Waits until a program has come to rest, so that what is left over from what it has just done,
   * most of it compiling, is not taken for the cost of what it is asked next.
   */
  static void awaitRest(Subject subject) {
    awaitRest(subject, REST);
  }

  static void awaitRest(Subject subject, Duration limit) {
    CpuTime before = subject.cpu();
    for (long looks = limit.toMillis() / LOOK_MILLIS; looks > 0; looks--) {
      Pause.millis(LOOK_MILLIS);
      CpuTime now = subject.cpu();
      if (now.minus(before).total() <= RESTING_MILLIS) {
        return;
      }
      before = now;
    }
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
  record People(Readers readers, Reader admin) implements AutoCloseable {

    @Override
    public void close() {
      readers.close();
      admin.close();
    }

    People at(Subject subject) {
      return new People(readers.at(subject.url()), admin.at(subject.url()));
    }
  }

  /**
   * What a play took.
   *
   * @param cpu of each time
   */
  record Measured(Load load, CpuTime cpu) {}
}
