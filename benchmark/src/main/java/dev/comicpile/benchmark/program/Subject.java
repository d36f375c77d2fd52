package dev.comicpile.benchmark.program;

import java.net.URI;

/** What is measured: one process, or several behind a gateway. */
public interface Subject extends AutoCloseable {

  /** Where it answers. */
  URI url();

  /** The CPU time of all its processes so far, of those too that have ended meanwhile. */
  CpuTime cpu();

  @Override
  void close();
}
