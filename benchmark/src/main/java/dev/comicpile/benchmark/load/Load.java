package dev.comicpile.benchmark.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A play that was done so many times.
 *
 * @param count how often, by all readers together
 * @param latencies how long each took
 */
public record Load(int count, double seconds, Latencies latencies) {

  public double perSecond() {
    return count / seconds;
  }

  /**
   * At a constant rate, whatever the answers take. Each time has its moment, counted from the
   * beginning, and goes to the readers in turn; one whose earlier request is still under way is
   * late, and the time from the moment on is counted, not from the sending on.
   */
  public static Load atRate(Readers readers, Play play, double perSecond, int count) {
    double gap = 1e9 / perSecond;
    Latencies latencies = new Latencies();
    long begin = System.nanoTime();
    each(
        readers,
        index -> {
          Reader reader = readers.all().get(index);
          int step = readers.all().size();
          for (int i = index, n = 0; i < count; i += step, n++) {
            long moment = begin + (long) (i * gap);
            awaitMoment(moment);
            play.once().accept(reader, n);
            latencies.record(System.nanoTime() - moment);
          }
        });
    return new Load(count, (System.nanoTime() - begin) / 1e9, latencies);
  }

  /** Each reader does it again as soon as it is done. */
  public static Load asFastAsAnswered(Readers readers, Play play, int count) {
    Latencies latencies = new Latencies();
    int readersCount = readers.all().size();
    long begin = System.nanoTime();
    each(
        readers,
        index -> {
          Reader reader = readers.all().get(index);
          for (int i = index, n = 0; i < count; i += readersCount, n++) {
            int times = n;
            time(latencies, () -> play.once().accept(reader, times));
          }
        });
    return new Load(count, (System.nanoTime() - begin) / 1e9, latencies);
  }

  /** One after another, by the readers in turn; the first is the n-th time. */
  public static Load oneAfterAnother(Readers readers, Play play, int first, int count) {
    Latencies latencies = new Latencies();
    int step = readers.all().size();
    long begin = System.nanoTime();
    for (int i = first; i < first + count; i++) {
      int n = i / step;
      Reader reader = readers.all().get(i % step);
      time(latencies, () -> play.once().accept(reader, n));
    }
    return new Load(count, (System.nanoTime() - begin) / 1e9, latencies);
  }

  private static void time(Latencies latencies, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    latencies.record(System.nanoTime() - begin);
  }

  private static void awaitMoment(long moment) {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** On a thread for each reader; the first failure ends all. */
  private static void each(Readers readers, IntConsumer work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(readers.all().size())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < readers.all().size(); i++) {
        int index = i;
        all.add(threads.submit(() -> work.accept(index)));
      }
      try {
        for (Future<?> one : all) {
          one.get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof IllegalStateException known
            ? known
            : new IllegalStateException(String.valueOf(e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The benchmark was interrupted.", e);
      }
    }
  }
}
