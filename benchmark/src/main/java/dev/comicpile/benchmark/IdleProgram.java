package dev.comicpile.benchmark;

import dev.comicpile.benchmark.program.CpuTime;
import dev.comicpile.benchmark.program.Pause;
import dev.comicpile.benchmark.program.Program;

/**
 * A program that nobody uses. It has no need of an idle machine: other parts are measured
 * meanwhile.
 */
final class IdleProgram implements AutoCloseable {

  static final String ROW = "CPU, % of a core";
  static final String BOTH = "both";
  static final String MEMORY = "idle, 5 s after the start";

  private static final int SETTLED_MILLIS = 5_000;
  private static final int MINUTE_MILLIS = 60_000;

  private final Run run;
  private final Program program;
  private final CpuTime before;
  private final long begin;

  private IdleProgram(Run run, Program program) {
    this.run = run;
    this.program = program;
    Pause.millis(SETTLED_MILLIS);
    run.put(Sections.MEMORY, MEMORY, Columns.MEGABYTES, program.residentMegabytes());
    before = program.cpu();
    begin = System.nanoTime();
  }

  /** Starts it on a port of its own. */
  static IdleProgram start(Run run, String directory) {
    return new IdleProgram(run, run.start(directory, run.port() + 1));
  }

  /** Waits until it was idle for a minute, and stops it. */
  @Override
  public void close() {
    try (program) {
      long passed = (System.nanoTime() - begin) / 1_000_000;
      Pause.millis(Math.max(0, MINUTE_MILLIS - passed));
      double millis = (System.nanoTime() - begin) / 1e6;
      CpuTime cpu = program.cpu().minus(before).per(millis / 100);
      run.put(Sections.IDLE, ROW, "JVM", cpu.jvm());
      run.put(Sections.IDLE, ROW, "PostgreSQL", cpu.postgres());
      run.put(Sections.IDLE, ROW, BOTH, cpu.total());
      Run.say("idle: %.2f %% of a core", cpu.total());
    }
  }
}
