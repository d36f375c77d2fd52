package dev.comicpile.query.view;

import dev.comicpile.eventstore.Outages;
import dev.comicpile.query.view.BehindReaders.Behind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks now and then for readers that a view is behind with, in case a wake-up was lost, and lets
 * the views read on from the store. The first look is over all readers and so brings the views up
 * to date at a start; later ones are over those whose piles were written lately, or were found
 * behind before.
 *
 * <p>A reader who is behind at the same version twice and could not be helped is stuck, and the
 * view's health says so. Parked readers are known to be behind; they are tried once after each
 * start, since a new program may take what the one before could not.
 */
@Component
class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  /** An append is visible when it commits, which may be so much later than what it is dated. */
  private static final Duration LONGEST_APPEND = Duration.ofMinutes(11);

  /** Readers that may wait to be served before more of them are named. */
  private static final int BACKLOG = 500;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final BehindReaders behindReaders;
  private final AppliedVersions applied;
  private final Projectors projectors;
  private final LiveEvents live;
  private final Replays replays;
  private final Outages outages;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<ViewName, ViewState> states = new EnumMap<>(ViewName.class);
  private Instant since = Instant.EPOCH;
  private boolean started;

  Reconciler(
      BehindReaders behindReaders,
      AppliedVersions applied,
      Projectors projectors,
      LiveEvents live,
      Replays replays,
      Outages outages,
      Clock clock,
      MeterRegistry meters) {
    this.behindReaders = behindReaders;
    this.applied = applied;
    this.projectors = projectors;
    this.live = live;
    this.replays = replays;
    this.outages = outages;
    this.clock = clock;
    this.meters = meters;
    for (ViewName view : ViewName.values()) {
      states.put(view, new ViewState(view));
    }
  }

  /**
   * What the latest look found of a view.
   *
   * @param eventsBehind stored events that it has not applied
   * @param readersBehind readers they belong to, parked ones left out
   * @param readersStuck readers who were behind before and could not be helped
   */
  record Comparison(long eventsBehind, long readersBehind, long readersStuck) {}

  /** What is known of a view from one look to the next. */
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
  }

  /** What the latest look found of a view. */
  Comparison latest(ViewName view) {
    return Objects.requireNonNull(states.get(view)).latest;
  }

  /** What was stored while the database or the Axon Server was away is looked for at once. */
  @EventListener
  void lookAgain(Outages.Ended outage) {
    Thread.ofVirtual().name("after-outage").start(this::reconcile);
  }

  /** Looks once, and lets views catch up where they were forgotten. */
  @Scheduled(initialDelay = 0, fixedDelayString = "${comicpile.reconcile-interval}")
  synchronized void reconcile() {
    try {
      replays.resume();
      if (!started) {
        retryParked();
      }
      look();
      started = true;
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      log.atLevel(outages.level())
          .log("The views could not be compared with the event store: {}", e.toString());
    }
  }

  private void retryParked() {
    for (ViewName view : ViewName.values()) {
      for (ParkedReader reader : applied.parked(view)) {
        projectors.of(view).catchUp(reader.readerId());
      }
    }
  }

  private void look() {
    Instant from = clock.instant();
    List<Behind> found = behindReaders.since(since);
    for (ViewName view : ViewName.values()) {
      judge(view, found.stream().filter(behind -> behind.view() == view).toList());
    }
    since =
        found.stream()
            .filter(behind -> !behind.parked())
            .map(Behind::storedAt)
            .reduce(from.minus(LONGEST_APPEND), (one, other) -> one.isBefore(other) ? one : other);
    found.stream().filter(behind -> !behind.parked()).forEach(this::wake);
  }

  private void wake(Behind behind) {
    while (live.backlog() > BACKLOG) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    live.changed(behind.readerId(), null);
  }

  private void judge(ViewName view, List<Behind> found) {
    ViewState state = Objects.requireNonNull(states.get(view));
    Map<Long, Long> behind = new HashMap<>();
    long events = 0;
    long stuck = 0;
    for (Behind reader : found) {
      events += reader.events();
      if (!reader.parked()) {
        behind.put(reader.readerId(), reader.applied());
        Long before = state.behind.get(reader.readerId());
        if (before != null && before == reader.applied() && !heal(state, reader)) {
          stuck++;
        }
      }
    }
    state.behind = behind;
    state.latest = new Comparison(events, behind.size(), stuck);
  }

  private boolean heal(ViewState state, Behind reader) {
    try {
      boolean caughtUp = projectors.of(reader.view()).catchUp(reader.readerId());
      state.healed.increment();
      log.warn(
          "View {} had forgotten reader {} at version {}; {}",
          reader.view(),
          reader.readerId(),
          reader.applied(),
          caughtUp ? "it has caught up" : "it is parked now");
      return !caughtUp || applied.of(reader.view(), reader.readerId()) > reader.applied();
    } catch (RuntimeException e) {
      log.error(
          "View {} is behind with reader {} and does not move",
          reader.view(),
          reader.readerId(),
          e);
      return false;
    }
  }
}
