package dev.comicpile.query.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares every pile's highest stored version with what each view has applied, now and then. A
 * reader who has been behind at the same version for a whole interval was forgotten: even a last
 * event that was never delivered is found so. The view then catches up from the store.
 *
 * <p>Where that does not help either, the view is stuck, and its health says so. Parked readers are
 * known to be behind; they are tried once after each start, since a new program may take what the
 * one before could not.
 */
@Component
class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Laggards laggards;
  private final AppliedVersions applied;
  private final Projectors projectors;
  private final Replays replays;
  private final MeterRegistry meters;
  private final Map<ViewName, ViewState> states = new EnumMap<>(ViewName.class);
  private boolean started;

  Reconciler(
      Laggards laggards,
      AppliedVersions applied,
      Projectors projectors,
      Replays replays,
      MeterRegistry meters) {
    this.laggards = laggards;
    this.applied = applied;
    this.projectors = projectors;
    this.replays = replays;
    this.meters = meters;
    for (ViewName view : ViewName.values()) {
      states.put(view, new ViewState(view));
    }
  }

  /**
   * What the latest comparison found of a view.
   *
   * @param eventsBehind stored events that it has not applied
   * @param readersBehind readers they belong to, parked ones left out
   * @param readersStuck readers who were behind before and could not be helped
   */
  record Comparison(long eventsBehind, long readersBehind, long readersStuck) {}

  /** What is known of a view from one comparison to the next. */
  private final class ViewState {
    private final Counter healed;
    private Map<Long, Long> behind = Map.of();
    private volatile Comparison latest = new Comparison(0, 0, 0);

    ViewState(ViewName view) {
      Tags tags = Tags.of("view", view.toString());
      healed =
          Counter.builder("comicpile.projection.healed")
              .description("How often a reader was behind without anybody noticing")
              .tags(tags)
              .register(meters);
      gauge(
          "comicpile.projection.lag",
          "Events stored and not applied, at the latest comparison",
          tags,
          Comparison::eventsBehind);
      gauge(
          "comicpile.projection.readers.behind",
          "Readers with events not applied, parked ones left out, at the latest comparison",
          tags,
          Comparison::readersBehind);
      gauge(
          "comicpile.projection.readers.stuck",
          "Readers who were behind at two comparisons and could not be helped",
          tags,
          Comparison::readersStuck);
    }

    private void gauge(
        String name, String description, Tags tags, ToDoubleFunction<Comparison> value) {
      Gauge.builder(name, this, state -> value.applyAsDouble(state.latest))
          .description(description)
          .tags(tags)
          .register(meters);
    }

    void compared(long eventsBehind, long readersBehind) {
      latest = new Comparison(eventsBehind, readersBehind, latest.readersStuck());
    }

    void stuck(long readersStuck) {
      latest = new Comparison(latest.eventsBehind(), latest.readersBehind(), readersStuck);
    }
  }

  /** What the latest comparison found of a view. */
  Comparison latest(ViewName view) {
    return Objects.requireNonNull(states.get(view)).latest;
  }

  /** Compares all piles with all views, once, and lets views catch up where they were forgotten. */
  @Scheduled(
      initialDelayString = "${comicpile.reconcile-interval}",
      fixedDelayString = "${comicpile.reconcile-interval}")
  void reconcile() {
    try {
      replays.resume();
      if (!started) {
        retryParked();
        started = true;
      }
      Map<ViewName, Map<Long, Long>> behind = compare();
      states.forEach((view, state) -> heal(view, state, behind.getOrDefault(view, Map.of())));
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      log.warn("The views could not be compared with the event store: {}", e.toString());
    }
  }

  private void retryParked() {
    for (ViewName view : ViewName.values()) {
      for (ParkedReader reader : applied.parked(view)) {
        projectors.of(view).catchUp(reader.readerId());
      }
    }
  }

  /** The readers that each view is behind with and has not parked, with the version applied. */
  private Map<ViewName, Map<Long, Long>> compare() {
    Map<ViewName, Map<Long, Long>> behind = new EnumMap<>(ViewName.class);
    Map<ViewName, Long> events = new EnumMap<>(ViewName.class);
    laggards.find(
        states.keySet(),
        laggard -> {
          events.merge(laggard.view(), laggard.events(), Long::sum);
          if (!laggard.parked()) {
            behind
                .computeIfAbsent(laggard.view(), view -> new HashMap<>())
                .put(laggard.readerId(), laggard.applied());
          }
        });
    states.forEach(
        (view, state) ->
            state.compared(
                events.getOrDefault(view, 0L), behind.getOrDefault(view, Map.of()).size()));
    return behind;
  }

  private void heal(ViewName view, ViewState state, Map<Long, Long> behind) {
    Map<Long, Long> before = state.behind;
    state.behind = behind;
    long stuck =
        behind.entrySet().stream()
            // Whoever has moved on since the last comparison is being served.
            .filter(reader -> reader.getValue().equals(before.get(reader.getKey())))
            .filter(reader -> !heal(view, state, reader.getKey(), reader.getValue()))
            .count();
    state.stuck(stuck);
  }

  private boolean heal(ViewName view, ViewState state, long readerId, long version) {
    try {
      boolean caughtUp = projectors.of(view).catchUp(readerId);
      state.healed.increment();
      log.warn(
          "View {} had forgotten reader {} at version {}; {}",
          view,
          readerId,
          version,
          caughtUp ? "it has caught up" : "it is parked now");
      return true;
    } catch (RuntimeException e) {
      log.error("View {} is behind with reader {} and does not move", view, readerId, e);
      return false;
    }
  }
}
