package dev.comicpile.query.read;

import static java.util.Objects.requireNonNull;

import dev.comicpile.query.view.Arrivals;
import dev.comicpile.query.view.Cursor;
import dev.comicpile.query.view.Cursors;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.TryLaterException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets reads wait for their view to reach the version that they carry, and measures it. */
@Component
class VersionWaits {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** After so long it is looked whether the view is there, though nobody has said so. */
  private static final Duration EACH_LOOK = Duration.ofMillis(200);

  /** What is parked waits for the operator. */
  private static final Duration PARKED_RETRY_AFTER = Duration.ofMinutes(5);

  /** How a wait ended. */
  private enum Outcome {
    ARRIVED,
    TIMED_OUT,
    /** Timed out, and answered from an older version as the client prefers it. */
    STALE
  }

  private record Kind(ViewName view, Outcome outcome) {}

  private final Cursors cursors;
  private final PileSettings settings;
  private final MeterRegistry meters;
  private final Map<Kind, Timer> timers = new HashMap<>();

  VersionWaits(Cursors cursors, PileSettings settings, MeterRegistry meters) {
    this.cursors = cursors;
    this.settings = settings;
    this.meters = meters;
    for (ViewName view : ViewName.values()) {
      for (Outcome outcome : Outcome.values()) {
        timers.put(
            new Kind(view, outcome),
            Timer.builder("comicpile.reads.waits")
                .description("Reads that waited for the version they carry, by how it ended")
                .tag("view", view.toString())
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(meters));
      }
    }
  }

  /**
   * Returns when the view is at that version, which is stored.
   *
   * @param acceptsStale whether the client takes an older answer where it is not in time
   * @throws TryLaterException where it is not in time, or cannot come there
   */
  void await(Arrivals.Waiter waiter, long version, boolean acceptsStale) {
    Timer.Sample wait = Timer.start(meters);
    try {
      Cursor behind = behind(waiter, version);
      Outcome outcome =
          behind == null ? Outcome.ARRIVED : acceptsStale ? Outcome.STALE : Outcome.TIMED_OUT;
      wait.stop(requireNonNull(timers.get(new Kind(waiter.view(), outcome))));
      if (outcome == Outcome.TIMED_OUT) {
        throw late(requireNonNull(behind));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("The server is about to stop. Please try again.", RETRY_AFTER);
    }
  }

  /** Where the view stands when the wait is over or of no use; null once it is there. */
  private @Nullable Cursor behind(Arrivals.Waiter waiter, long version)
      throws InterruptedException {
    long end = System.nanoTime() + settings.readWait().toNanos();
    Duration look = EACH_LOOK;
    while (!waiter.await(version, look)) {
      // Nobody said so: what would have may be lost, and what is parked never comes.
      Cursor cursor = cursors.of(waiter.view(), waiter.readerId());
      if (cursor.version() >= version) {
        return null;
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (cursor.parkedAt() != null || !left.isPositive()) {
        return cursor;
      }
      look = left.compareTo(EACH_LOOK) < 0 ? left : EACH_LOOK;
    }
    return null;
  }

  private static TryLaterException late(Cursor cursor) {
    return cursor.parkedAt() == null
        ? new TryLaterException(
            "The view has not caught up with your last change yet. Please try again.", RETRY_AFTER)
        : new TryLaterException(
            ("Your pile cannot be shown as it is now: its version %s cannot be read. Whoever runs"
                    + " this server can see why.")
                .formatted(cursor.parkedAt()),
            PARKED_RETRY_AFTER);
  }
}
