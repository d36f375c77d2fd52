package dev.comicpile.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long the same thing took each time. */
final class Timings {

  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

  /** Something that is timed. */
  interface Work {
    void run() throws Exception;
  }

  void time(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    nanos.add(System.nanoTime() - begin);
  }

  int count() {
    return nanos.size();
  }

  /** How long so much of all took at most, in milliseconds; 1.0 for the longest. */
  double millis(double share) {
    List<Long> sorted;
    synchronized (nanos) {
      sorted = nanos.stream().sorted().toList();
    }
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }

  /** The first one, in milliseconds: caches were cold then. */
  double first() {
    return nanos.getFirst() / 1e6;
  }
}
