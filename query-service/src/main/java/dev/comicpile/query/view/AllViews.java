package dev.comicpile.query.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies what has been stored to all views of a reader at once, in one transaction and one round
 * trip, where they all stand at the version before it.
 */
@Component
class AllViews {

  private static final Logger log = LoggerFactory.getLogger(AllViews.class);

  /** Readers whose cursor is remembered. */
  private static final int CURSORS = 10_000;

  /** An older event was imported, or the views were stopped; the lag tells of that. */
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final List<View> views;
  private final PileStreams streams;
  private final Cursors cursors;
  private final Arrivals arrivals;
  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final List<Timer> delays;
  private final Cache<ReaderId, Cursor> known = Caffeine.newBuilder().maximumSize(CURSORS).build();

  AllViews(
      List<View> views,
      PileStreams streams,
      Cursors cursors,
      Arrivals arrivals,
      JdbcTemplate jdbc,
      TransactionTemplate transactions,
      Clock clock,
      MeterRegistry meters) {
    // The first one holds all that is known of threads.
    this.views = views.stream().sorted(Comparator.comparing(View::name)).toList();
    this.streams = streams;
    this.cursors = cursors;
    this.arrivals = arrivals;
    this.jdbc = jdbc;
    this.client = JdbcClient.create(jdbc);
    this.transactions = transactions;
    this.clock = clock;
    this.delays =
        views.stream()
            .map(
                view ->
                    Timer.builder("comicpile.projection.delay")
                        .description("Time from an event's being recorded until the view shows it")
                        .tag("view", view.name().toString())
                        .register(meters))
            .toList();
  }

  /** Asks the database for a reader's cursors next time. */
  void forget(ReaderId readerId) {
    known.invalidate(readerId);
  }

  /** Applies events that follow on each other; whether that was possible, else nothing was done. */
  boolean apply(ReaderId readerId, List<RecordedEvent> stored) {
    Cursor from = known.getIfPresent(readerId);
    if (from == null) {
      from = cursors.ofAll(readerId).orElse(null);
    }
    return from != null && from.parkedAt() == null && apply(readerId, stored, from);
  }

  /**
   * Applies what any process has stored and no view has applied, as far as it can be read and is
   * not too much at once; whether that was all.
   */
  boolean follow(ReaderId readerId) {
    Cursor remembered = known.getIfPresent(readerId);
    // What is remembered may be behind what another process has applied.
    return (remembered != null && follow(readerId, remembered))
        || cursors.ofAll(readerId).filter(from -> follow(readerId, from)).isPresent();
  }

  private boolean follow(ReaderId readerId, Cursor from) {
    if (from.parkedAt() != null) {
      return false;
    }
    List<RecordedEvent> events;
    boolean all;
    try (WholeActions stored =
        new WholeActions(streams.read(readerId, from.version() + 1), from.version())) {
      events = stored.next(Work.MOST_EVENTS);
      all = stored.ended() && stored.unreadable() == null;
    }
    if (events.isEmpty()) {
      // Another process was first, and whoever waits here does not know that.
      known.put(readerId, from);
      arrivals.reached(List.of(ViewName.values()), readerId, from.version());
      return all;
    }
    return apply(readerId, events, from) && all;
  }

  private boolean apply(ReaderId readerId, List<RecordedEvent> stored, Cursor from) {
    List<RecordedEvent> events =
        stored.stream().filter(event -> event.version() > from.version()).toList();
    if (events.isEmpty()) {
      return true;
    }
    if (events.getFirst().version() != from.version() + 1) {
      return false;
    }
    try {
      Changes changes = new Changes();
      // Actions after one another may look at what the one before has changed.
      if (events.getFirst().actionVersion() != events.getLast().version()) {
        changes.inOrder();
      }
      Cursor to = Projection.add(changes, client, views, readerId, from, events);
      changes.sendTogether(jdbc, transactions, readerId, from, to);
      known.put(readerId, to);
      shown(readerId, to, events);
      return true;
    } catch (RuntimeException e) {
      known.invalidate(readerId);
      if (Outage.isPassing(e)) {
        throw e;
      }
      if (!isNotAtVersion(e)) {
        log.debug("Reader {} cannot be served at once", readerId, e);
      }
      return false;
    }
  }

  private void shown(ReaderId readerId, Cursor to, List<RecordedEvent> events) {
    log.debug("The views take reader {} to version {}", readerId, to.version());
    arrivals.reached(List.of(ViewName.values()), readerId, to.version());
    for (RecordedEvent recorded : events) {
      Duration delay = Duration.between(recorded.event().at(), clock.instant());
      if (delay.compareTo(LONGEST_DELAY) < 0) {
        // The clocks of two machines differ a little.
        Duration shown = delay.isNegative() ? Duration.ZERO : delay;
        delays.forEach(timer -> timer.record(shown));
      }
    }
  }

  private static boolean isNotAtVersion(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && Changes.NOT_AT_VERSION.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
