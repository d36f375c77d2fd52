package dev.comicpile.benchmark;

import java.util.List;

/** Names of columns, each with its unit. */
final class Columns {

  static final String PER_SECOND = "per second";
  static final String MEDIAN = "p50 ms";
  static final String P99 = "p99 ms";
  static final String CPU_JVM = "CPU JVM ms";
  static final String CPU_POSTGRES = "CPU PostgreSQL ms";
  static final String CPU = "CPU ms";
  static final String LEAST_CPU = "least CPU ms";
  static final String MOST_CPU = "most CPU ms";
  static final String ALLOCATED = "allocated KB";
  static final String SECONDS = "seconds";
  static final String CPU_SECONDS = "CPU s";
  static final String CPU_SECONDS_JVM = "CPU JVM s";
  static final String CPU_SECONDS_POSTGRES = "CPU PostgreSQL s";
  static final String MEGABYTES = "MB";
  static final String TIMES = "times";
  static final String ROWS = "rows";
  static final String BARE_ROWS_PER_SECOND = "bare rows per second";
  static final String OF_BARE = "share of bare";

  /** Those that are drawn: columns that are the parts of one bar. */
  static final List<List<String>> STACKS =
      List.of(
          List.of(CPU_JVM, CPU_POSTGRES),
          List.of(CPU_SECONDS_JVM, CPU_SECONDS_POSTGRES),
          List.of(MEDIAN),
          List.of(P99));

  private Columns() {}
}
