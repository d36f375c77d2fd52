package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.program.CpuTime;
import dev.comicpile.benchmark.program.Program;

/** A start on an existing directory, and then 1,000 requests of one reader after another. */
final class Evening {

  private static final int REQUESTS = 1_000;

  private Evening() {}

  static void measure(Run run, Run.People people, String directory) {
    try (Program program = run.startAgain(directory)) {
      Run.People here = people.at(program);
      Load load = Load.oneAfterAnother(here.readers().one(0), Plays.EVENING, 0, REQUESTS);
      Run.awaitViews(here.admin());
      CpuTime cpu = program.cpu();
      put(run, "start", program.startSeconds(), program.startCpu());
      put(run, "1,000 requests", load.seconds(), cpu.minus(program.startCpu()));
      put(run, "both", program.startSeconds() + load.seconds(), cpu);
      run.put(Sections.EVENING, "both", Columns.MEGABYTES, program.residentMegabytes());
      Run.say("evening: %.1f CPU-seconds", cpu.total() / 1000);
    }
  }

  private static void put(Run run, String row, double seconds, CpuTime cpu) {
    run.put(Sections.EVENING, row, Columns.SECONDS, seconds);
    run.put(Sections.EVENING, row, Columns.CPU_SECONDS_JVM, cpu.jvm() / 1000);
    run.put(Sections.EVENING, row, Columns.CPU_SECONDS_POSTGRES, cpu.postgres() / 1000);
    run.put(Sections.EVENING, row, Columns.CPU_SECONDS, cpu.total() / 1000);
  }
}
