package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Latencies;
import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import java.util.List;

/** From the answer to a write until the answer to a read that shows it. */
final class Lag {

  private static final int PER_SECOND = 60;
  private static final int COUNT = 600;

  private Lag() {}

  static void measure(Run run, Run.People people) {
    for (Play read : List.of(Plays.SESSION, Plays.HISTORY, Plays.METRICS)) {
      Latencies lag = new Latencies();
      Play play =
          new Play(
              read.row(),
              true,
              PER_SECOND,
              2,
              (reader, n) -> {
                Plays.ROLL.once().accept(reader, n);
                long answered = System.nanoTime();
                read.once().accept(reader, n);
                lag.record(System.nanoTime() - answered);
              });
      Load.atRate(people.readers(), play, PER_SECOND, COUNT);
      run.put(Sections.LAG, read.row(), Columns.MEDIAN, lag.percentile(50));
      run.put(Sections.LAG, read.row(), Columns.P99, lag.percentile(99));
    }
    Run.awaitViews(people.admin());
  }
}
