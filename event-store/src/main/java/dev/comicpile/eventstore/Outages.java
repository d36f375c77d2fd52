package dev.comicpile.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Knows what the services need and cannot reach at the moment. The log says once when it goes and
 * once when it is back; those who have missed something meanwhile are told then.
 */
public final class Outages {

  private static final Logger log = LoggerFactory.getLogger(Outages.class);

  /** The database, as it is called in the log. */
  public static final String DATABASE = "The database";

  private final ConcurrentMap<String, Long> since = new ConcurrentHashMap<>();
  private final Consumer<Ended> told;

  /** Something can be reached again, and requests that need it can be answered. */
  public record Ended(String what) {}

  Outages(Consumer<Ended> told, MeterRegistry meters) {
    this.told = told;
    Gauge.builder("comicpile.outages", since, ConcurrentMap::size)
        .description("How many of the database and the Axon Server cannot be reached")
        .register(meters);
  }

  /** What cannot be reached now. */
  public Set<String> now() {
    return Set.copyOf(since.keySet());
  }

  /** How loud a failure is told that may come of an outage: one that is told already is no news. */
  public Level level() {
    return since.isEmpty() ? Level.WARN : Level.DEBUG;
  }

  /** Takes note that something cannot be reached; may be called again and again. */
  public void began(String what, String cause) {
    if (since.putIfAbsent(what, System.nanoTime()) == null) {
      log.warn("{} cannot be reached, and what needs it is answered 503: {}", what, cause);
    }
  }

  /** Takes note that something can be reached; may be called again and again. */
  public void ended(String what) {
    Long began = since.remove(what);
    if (began != null) {
      Duration lasted = Duration.ofNanos(System.nanoTime() - began);
      log.warn("{} can be reached again, after {} s", what, lasted.toSeconds());
      told.accept(new Ended(what));
    }
  }
}
