package dev.comicpile.benchmark.program;

/**
 * CPU time, user and system, in milliseconds.
 *
 * @param jvm of the program's own processes
 * @param postgres of its PostgreSQL's
 */
public record CpuTime(double jvm, double postgres) {

  public double total() {
    return jvm + postgres;
  }

  public CpuTime minus(CpuTime earlier) {
    return new CpuTime(jvm - earlier.jvm, postgres - earlier.postgres);
  }

  public CpuTime per(double count) {
    return new CpuTime(jvm / count, postgres / count);
  }
}
