package dev.comicpile.query.view;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.Outages;
import dev.comicpile.query.view.Cursors.Behind;
import dev.comicpile.web.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
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

  private final Cursors cursors;
  private final Projector projector;
  private final LiveEvents live;
  private final Replays replays;
  private final Outages outages;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<ViewName, Counter> healed = new ConcurrentHashMap<>();
  private final Map<ViewName, Comparison> latest = new ConcurrentHashMap<>();
  private Set<Place> behindBefore = Set.of();
  private Instant since = Instant.EPOCH;
  private boolean started;

  Reconciler(
      Cursors cursors,
      Projector projector,
      LiveEvents live,
      Replays replays,
      Outages outages,
      Clock clock,
      MeterRegistry meters) {
    this.cursors = cursors;
    this.projector = projector;
    this.live = live;
    this.replays = replays;
    this.outages = outages;
    this.clock = clock;
    this.meters = meters;
    for (ViewName view : ViewName.values()) {
      latest.put(view, new Comparison(0, 0, 0));
      healed.put(
          view,
          Counter.builder("comicpile.projection.healed")
              .description("How often a reader was behind without anybody noticing")
              .tag("view", view.toString())
              .register(meters));
      gauge(
          view,
          "comicpile.projection.lag",
          "Events stored and not applied, at the latest comparison",
          () -> latest(view).eventsBehind());
      gauge(
          view,
          "comicpile.projection.readers.behind",
          "Readers with events not applied, parked ones left out, at the latest comparison",
          () -> latest(view).readersBehind());
      gauge(
          view,
          "comicpile.projection.readers.stuck",
          "Readers who were behind at two comparisons and could not be helped",
          () -> latest(view).readersStuck());
      gauge(
          view,
          "comicpile.projection.parked",
          "Readers whose next event could not be applied",
          () -> parked(view));
    }
  }

  /** Asked for anew, since a comparison may be some time ago; no number while nobody answers. */
  private double parked(ViewName view) {
    if (outages.now().contains(Outages.DATABASE)) {
      return Double.NaN;
    }
    try {
      return cursors.countParked(view);
    } catch (DataAccessException e) {
      // Health tells of a database that is away.
      return Double.NaN;
    }
  }

  private void gauge(ViewName view, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .tag("view", view.toString())
        .register(meters);
  }

  /**
   * What the latest look found of a view.
   *
   * @param eventsBehind stored events that it has not applied
   * @param readersBehind readers they belong to, parked ones left out
   * @param readersStuck readers who were behind before and could not be helped
   */
  record Comparison(long eventsBehind, long readersBehind, long readersStuck) {}

  /** What the latest look found of a view. */
  Comparison latest(ViewName view) {
    return requireNonNull(latest.get(view));
  }

  /** What was stored while the database or the Axon Server was away is looked for at once. */
  @EventListener
  void lookAgain(Outages.Ended outage) {
    projector.forgetCursors();
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!Outage.isPassing(e)) {
        throw e;
      }
      log.atLevel(outages.level())
          .log("The views could not be compared with the event store: {}", e.toString());
    }
  }

  private void retryParked() {
    for (ViewName view : ViewName.values()) {
      for (Cursors.ParkedReader reader : cursors.parked(view)) {
        projector.catchUp(view, reader.readerId());
      }
    }
  }

  /** Where a view stood with a reader. */
  private record Place(ViewName view, ReaderId readerId, long version) {
    static Place of(Behind behind) {
      return new Place(behind.view(), behind.readerId(), behind.applied());
    }
  }

  private void look() throws InterruptedException {
    Instant from = clock.instant();
    List<Behind> found = cursors.behindSince(since);
    List<Behind> behind = found.stream().filter(reader -> !reader.parked()).toList();
    List<Behind> stuck =
        behind.stream()
            .filter(reader -> behindBefore.contains(Place.of(reader)))
            .filter(reader -> !heal(reader))
            .toList();
    for (ViewName view : ViewName.values()) {
      latest.put(
          view,
          new Comparison(
              of(view, found).stream().mapToLong(Behind::events).sum(),
              of(view, behind).size(),
              of(view, stuck).size()));
    }
    behindBefore = behind.stream().map(Place::of).collect(Collectors.toSet());
    since =
        behind.stream()
            .map(Behind::storedAt)
            .reduce(from.minus(LONGEST_APPEND), (one, other) -> one.isBefore(other) ? one : other);
    for (Behind reader : behind) {
      while (live.backlog() > BACKLOG) {
        Thread.sleep(PAUSE);
      }
      live.changed(reader.readerId(), null);
    }
  }

  private static List<Behind> of(ViewName view, List<Behind> readers) {
    return readers.stream().filter(reader -> reader.view() == view).toList();
  }

  /** Whether it could be helped: the view has moved, or the reader is parked now. */
  private boolean heal(Behind reader) {
    try {
      boolean caughtUp = projector.catchUp(reader.view(), reader.readerId());
      requireNonNull(healed.get(reader.view())).increment();
      log.warn(
          "View {} had forgotten reader {} at version {}; {}",
          reader.view(),
          reader.readerId(),
          reader.applied(),
          caughtUp ? "it has caught up" : "it is parked now");
      return !caughtUp || cursors.of(reader.view(), reader.readerId()).version() > reader.applied();
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
