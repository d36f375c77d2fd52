package dev.comicpile.benchmark;

import dev.comicpile.benchmark.floor.BareInserts;
import dev.comicpile.benchmark.floor.BareReads;
import dev.comicpile.benchmark.floor.Floor;
import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.Jvm;
import dev.comicpile.benchmark.program.Program;
import dev.comicpile.benchmark.program.Subject;
import dev.comicpile.benchmark.program.Waits;

/** A program that has seen 30,000 requests of all kinds, and the floors of its database. */
final class WarmRequests {

  static final String FAST_ROLLS = "rolls of 16 readers";
  static final String ROLLS_ALONE = "rolls of one reader";
  static final String INSERTS_OF_16 = "W: bare inserts, 16 connections";
  static final String INSERTS_OF_ONE = "W: bare inserts, one after another";
  static final String PINNED = "virtual threads pinned";
  static final String BLOCKED = "platform threads at a socket";
  static final String MEMORY = "after 30,000 requests";
  static final String HEAP_LIMIT = "limit of the heap";
  static final double SECONDS = 8;

  private static final int WARM_UP = 30_000;
  private static final int FAST_REQUESTS = 4_000;
  private static final int ROLLS_OF_ALL = 3_000;
  private static final int ROLLS_OF_ONE = 300;
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
    try (Program program = run.startAgain(directory)) {
      new WarmRequests(run, program, people.at(program)).measure();
    }
  }

  private void measure() {
    warmUp(program, people.readers(), people.admin());
    run.put(Sections.MEMORY, MEMORY, Columns.MEGABYTES, program.residentMegabytes());
    try (Jvm jvm = Jvm.attach(program.serving())) {
      run.put(Sections.MEMORY, HEAP_LIMIT, Columns.MEGABYTES, jvm.heapLimitMegabytes());
      for (Play play : Plays.ROWS) {
        if (run.selection().has("warm") && run.selection().hasRow(play)) {
          atRate(play, jvm);
          asFastAsAnswered(play);
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

  /** So many requests of all kinds, by all readers at once. */
  static void warmUp(Subject subject, Readers readers, Reader admin) {
    int times = WARM_UP / Plays.MIX.requests();
    Load load = Load.asFastAsAnswered(readers, Plays.MIX, times);
    Run.awaitViews(admin);
    Run.say("warm-up: %.0f requests/s", load.perSecond() * Plays.MIX.requests());
    Run.awaitRest(subject);
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

  /** A program that always has work: what a request costs while the processor's caches are warm. */
  private void asFastAsAnswered(Play play) {
    int count = FAST_REQUESTS / play.requests();
    run.measure(
        Sections.BUSY,
        play,
        program,
        people.admin(),
        () -> Load.asFastAsAnswered(people.readers(), play, count));
  }

  private void speed() {
    fast(FAST_ROLLS, people.readers(), ROLLS_OF_ALL);
    fast(ROLLS_ALONE, people.readers().one(0), ROLLS_OF_ONE);
  }

  private void fast(String row, Readers readers, int count) {
    run.measure(
        Sections.SPEED,
        row,
        Plays.ROLL,
        program,
        people.admin(),
        () -> Load.asFastAsAnswered(readers, Plays.ROLL, count));
  }

  private void waits(Jvm jvm) {
    Waits waits =
        Waits.of(
            jvm,
            run.directory().resolve("waits.jfr"),
            () -> Load.atRate(people.readers(), Plays.MIX, RECORDED_PER_SECOND, RECORDED));
    run.put(Sections.WAITS, PINNED, Columns.TIMES, waits.pinned());
    run.put(Sections.WAITS, "virtual threads at a socket", Columns.TIMES, waits.virtual());
    run.put(Sections.WAITS, BLOCKED, Columns.TIMES, waits.blockedCount());
    waits
        .blocked()
        .forEach((thread, times) -> run.put(Sections.WAITS, "– " + thread, Columns.TIMES, times));
  }

  private void floors() {
    put(INSERTS_OF_16, BareInserts.measure(program, 16, FLOOR_ROWS));
    put(INSERTS_OF_ONE, BareInserts.measure(program, 1, FLOOR_ROWS / 8));
    put("Q: 100 threads, bare read", BareReads.measure(program, 16, FLOOR_ROWS));
  }

  private void put(String row, Floor floor) {
    run.put(Sections.FLOORS, row, Columns.PER_SECOND, floor.perSecond());
    run.put(Sections.FLOORS, row, Columns.MEDIAN, floor.latencies().percentile(50));
    run.put(Sections.FLOORS, row, Columns.P99, floor.latencies().percentile(99));
    run.put(Sections.FLOORS, row, floor.cpu());
  }
}
