package dev.comicpile.benchmark;

import dev.comicpile.benchmark.program.Program;
import dev.comicpile.benchmark.report.Figures;
import java.util.ArrayList;
import java.util.List;

/** What the starts took that were needed for the other parts. */
final class Starts {

  static final String EMPTY = "empty directory";
  static final String EXISTING = "existing directory, the middle one of all";

  private final Figures figures;
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> cpuSeconds = new ArrayList<>();

  Starts(Figures figures) {
    this.figures = figures;
  }

  void first(Program program) {
    put(EMPTY, program.startSeconds(), program.startCpu().total() / 1000);
  }

  void again(Program program) {
    seconds.add(program.startSeconds());
    cpuSeconds.add(program.startCpu().total() / 1000);
    put(EXISTING, middle(seconds), middle(cpuSeconds));
  }

  private void put(String row, double seconds, double cpuSeconds) {
    figures.put(Sections.START, row, Columns.SECONDS, seconds);
    figures.put(Sections.START, row, Columns.CPU_SECONDS, cpuSeconds);
  }

  static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
