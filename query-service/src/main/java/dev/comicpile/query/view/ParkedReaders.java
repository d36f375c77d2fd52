package dev.comicpile.query.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows how many readers are parked, by one small query for all views of a scrape. */
@Component
class ParkedReaders {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Cursors cursors;
  private volatile @Nullable Count latest;

  ParkedReaders(Cursors cursors, MeterRegistry meters) {
    this.cursors = cursors;
    for (ViewName view : ViewName.values()) {
      Gauge.builder("comicpile.projection.parked", this, parked -> parked.count(view))
          .description("Readers whose next event could not be applied")
          .tag("view", view.toString())
          .register(meters);
    }
  }

  /** The parked readers by view, or null where the database could not be asked. */
  private record Count(long countedAt, @Nullable Map<String, Long> readers) {}

  private double count(ViewName view) {
    Count count = latest;
    if (count == null || System.nanoTime() - count.countedAt() > FRESH_NANOS) {
      Map<String, Long> readers = ask();
      count = new Count(System.nanoTime(), readers);
      latest = count;
    }
    return count.readers() == null ? Double.NaN : count.readers().getOrDefault(view.toString(), 0L);
  }

  private @Nullable Map<String, Long> ask() {
    try {
      return cursors.countParked();
    } catch (RuntimeException e) {
      // Health tells of a database that is away.
      return null;
    }
  }
}
