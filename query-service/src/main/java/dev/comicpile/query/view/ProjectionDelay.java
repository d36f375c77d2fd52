package dev.comicpile.query.view;

import dev.comicpile.domain.pile.RecordedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** Measures how long it takes from an event's being recorded until a view shows it. */
final class ProjectionDelay {

  /**
   * An event that is older has been imported from elsewhere, or the view was stopped; the lag tells
   * of that.
   */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Timer timer;
  private final Clock clock;

  ProjectionDelay(ViewName view, MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.timer =
        Timer.builder("comicpile.projection.delay")
            .description("Time from an event's being recorded until the view shows it")
            .tag("view", view.toString())
            .register(meters);
  }

  /** The view shows this event from now on. */
  void applied(RecordedEvent event) {
    Duration delay = Duration.between(event.event().at(), clock.instant());
    if (delay.compareTo(LONGEST) < 0) {
      // The clocks of two machines differ a little.
      timer.record(delay.isNegative() ? Duration.ZERO : delay);
    }
  }
}
