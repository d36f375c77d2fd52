package dev.comicpile.benchmark;

import dev.comicpile.benchmark.floor.BareInserts;
import dev.comicpile.benchmark.floor.BareReads;
import dev.comicpile.benchmark.floor.Floor;
import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.program.Jvm;
import dev.comicpile.benchmark.program.Program;
import dev.comicpile.benchmark.program.Waits;

/** A program that has seen 30,000 requests of all kinds, and the floors of its database. */
final class WarmRequests {

  private static final int WARM_UP = 30_000;
  private static final double SECONDS = 8;
  private static final int FAST_ROLLS = 3_000;
  private static final int ROLLS_ALONE = 300;
  private static final int FLOOR_ROWS = 8_000;
  private static final int RECORDED_PER_SECOND = 8;
  private static final int RECORDED = 80;

  private final Run run;
  private final Program program;
  private final Run.People people;

  private WarmRequests(Run run, Program program, Run.People people) {
    this.run = run;
    this.program = program;
    this.people = people;
  }

  static void measure(Run run, Run.People people, String directory) {
    try (Program program = run.start(directory)) {
      new WarmRequests(run, program, people.at(program)).measure();
    }
  }

  private void measure() {
    warmUp();
    try (Jvm jvm = Jvm.attach(program.serving())) {
      run.put(Sections.MEMORY, "limit of the heap", Columns.MEGABYTES, jvm.heapLimitMegabytes());
      for (Play play : Plays.ROWS) {
        if (run.selection().hasRow(play)) {
          atRate(play, jvm);
        }
      }
      if (run.selection().has("speed")) {
        speed();
      }
      if (run.selection().has("lag")) {
        Lag.measure(run, people);
      }
      if (run.selection().has("waits")) {
        waits(jvm);
      }
    }
    if (run.selection().has("floors")) {
      floors();
    }
  }

  private void warmUp() {
    int times = WARM_UP / Plays.MIX.requests();
    Load load = Load.asFastAsAnswered(people.readers(), Plays.MIX, times);
    Run.awaitViews(people.admin());
    Run.say("warm-up: %.0f requests/s", load.perSecond() * Plays.MIX.requests());
    run.put(
        Sections.MEMORY, "after 30,000 requests", Columns.MEGABYTES, program.residentMegabytes());
  }

  private void atRate(Play play, Jvm jvm) {
    int count = (int) (play.rate() * SECONDS);
    double before = jvm.allocatedKilobytes();
    run.measure(
        Sections.WARM,
        play,
        program,
        people.admin(),
        () -> Load.atRate(people.readers(), play, play.rate(), count));
    double allocated = jvm.allocatedKilobytes() - before;
    run.put(Sections.WARM, play.row(), Columns.ALLOCATED, allocated / count);
  }

  private void speed() {
    Load all = Load.asFastAsAnswered(people.readers(), Plays.ROLL, FAST_ROLLS);
    put("rolls of 16 readers", all);
    Run.awaitViews(people.admin());
    put(
        "rolls of one reader",
        Load.oneAfterAnother(people.readers().one(), Plays.ROLL, 0, ROLLS_ALONE));
    Run.awaitViews(people.admin());
  }

  private void put(String row, Load load) {
    run.put(Sections.SPEED, row, Columns.PER_SECOND, load.perSecond());
    run.put(Sections.SPEED, row, Columns.MEDIAN, load.latencies().percentile(50));
    run.put(Sections.SPEED, row, Columns.P99, load.latencies().percentile(99));
  }

  private void waits(Jvm jvm) {
    Waits waits =
        Waits.of(
            jvm,
            run.directory().resolve("waits.jfr"),
            () -> Load.atRate(people.readers(), Plays.MIX, RECORDED_PER_SECOND, RECORDED));
    run.put(Sections.WAITS, "virtual threads pinned", Columns.TIMES, waits.pinned());
    run.put(Sections.WAITS, "platform threads at a socket", Columns.TIMES, waits.blockedCount());
    waits
        .blocked()
        .forEach((thread, times) -> run.put(Sections.WAITS, "– " + thread, Columns.TIMES, times));
  }

  private void floors() {
    put(Sections.INSERTS_OF_16, BareInserts.measure(program, 16, FLOOR_ROWS));
    put(Sections.INSERTS_OF_ONE, BareInserts.measure(program, 1, FLOOR_ROWS / 8));
    put("Q: 100 threads, bare read", BareReads.measure(program, 16, FLOOR_ROWS));
  }

  private void put(String row, Floor floor) {
    run.put(Sections.FLOORS, row, Columns.PER_SECOND, floor.perSecond());
    run.put(Sections.FLOORS, row, Columns.MEDIAN, floor.latencies().percentile(50));
    run.put(Sections.FLOORS, row, Columns.P99, floor.latencies().percentile(99));
    run.put(Sections.FLOORS, row, Columns.CPU_JVM, floor.cpu().jvm());
    run.put(Sections.FLOORS, row, Columns.CPU_POSTGRES, floor.cpu().postgres());
    run.put(Sections.FLOORS, row, Columns.CPU, floor.cpu().total());
  }
}
