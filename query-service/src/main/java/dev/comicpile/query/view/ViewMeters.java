package dev.comicpile.query.view;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is measured, and what is told, while views follow the events. */
final class ViewMeters {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);

  /** An older event was imported, or the views were stopped; the lag tells of that. */
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final Map<ViewName, Timer> delays = new EnumMap<>(ViewName.class);
  private final Map<ViewName, Counter> parkings = new EnumMap<>(ViewName.class);

  ViewMeters(MeterRegistry meters) {
    for (ViewName view : ViewName.values()) {
      delays.put(
          view,
          Timer.builder("comicpile.projection.delay")
              .description("Time from an event's being recorded until the view shows it")
              .tag("view", view.toString())
              .register(meters));
      parkings.put(
          view,
          Counter.builder("comicpile.projection.parkings")
              .description("How many readers were parked because an event could not be applied")
              .tag("view", view.toString())
              .register(meters));
    }
  }

  /** Takes note of events that views show now. */
  void shown(List<ViewName> views, List<RecordedEvent> events, Instant now) {
    for (RecordedEvent recorded : events) {
      Duration delay = Duration.between(recorded.event().at(), now);
      if (delay.compareTo(LONGEST_DELAY) < 0) {
        // The clocks of two machines differ a little.
        Duration shown = delay.isNegative() ? Duration.ZERO : delay;
        views.forEach(view -> requireNonNull(delays.get(view)).record(shown));
      }
    }
  }

  /** Takes note of a reader who is parked now. */
  void parked(ViewName view, ReaderId readerId, Unapplicable event) {
    requireNonNull(parkings.get(view)).increment();
    log.error(
        "View {} has parked reader {} at version {}",
        view,
        readerId,
        event.version(),
        event.getCause());
  }
}
