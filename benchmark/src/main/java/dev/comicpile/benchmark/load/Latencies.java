package dev.comicpile.benchmark.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the same thing took each time, to three digits; for any number of threads. */
public final class Latencies {

  private static final int DIGITS = 3;

  private final Histogram nanos = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(10), DIGITS);

  public void record(long elapsedNanos) {
    nanos.recordValue(Math.clamp(elapsedNanos, 0, nanos.getHighestTrackableValue()));
  }

  public long count() {
    return nanos.getTotalCount();
  }

  /** What so many percent stayed below, in milliseconds. */
  public double percentile(double percent) {
    return nanos.getValueAtPercentile(percent) / 1e6;
  }
}
