package dev.comicpile.query.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Measures reads that had to wait for their view to reach the version they carry. */
@Component
class ReadWaits {

  /** How a wait ended. */
  private enum Outcome {
    ARRIVED,
    TIMED_OUT,
    /** Timed out, and answered from an older version as the client prefers it. */
    STALE
  }

  private record Kind(ViewName view, Outcome outcome) {}

  private final MeterRegistry meters;
  private final Map<Kind, Timer> timers = new HashMap<>();

  ReadWaits(MeterRegistry meters) {
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

  Timer.Sample begin() {
    return Timer.start(meters);
  }

  /**
   * Notes the end of a wait.
   *
   * @param reached whether the view has come to the version
   * @param acceptsStale whether the client takes an older answer otherwise
   */
  void end(Timer.Sample wait, ViewName view, boolean reached, boolean acceptsStale) {
    Outcome outcome = reached ? Outcome.ARRIVED : acceptsStale ? Outcome.STALE : Outcome.TIMED_OUT;
    wait.stop(Objects.requireNonNull(timers.get(new Kind(view, outcome))));
  }
}
