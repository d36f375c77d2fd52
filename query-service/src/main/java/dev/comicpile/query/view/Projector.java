package dev.comicpile.query.view;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings views to what the event store holds of a reader, whatever was lost, late or doubled on the
 * way: they go on from the version that is written beside the rows, in order and never by half of
 * an action. All views of a reader go on together, in one transaction and one round trip, where
 * they stand at the same version; else each by itself, in just the same way.
 *
 * <p>Rows and version are one transaction, which is refused where somebody else has taken the view
 * on or rebuilt it since it was looked where it is, or is at it.
 *
 * <p>What is wrong with a reader's events costs nobody else anything: what can be applied before
 * the first one that cannot is applied, and the reader is parked at that version until it can be.
 */
@Component
public class Projector {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);

  /** Events applied at once. */
  private static final int MOST_EVENTS = 500;

  /** Events folded before rows are made anew: rows that change often are written once for all. */
  private static final int MANY = 5_000;

  private final List<View> views;
  private final PileStreams streams;
  private final Cursors cursors;
  private final Arrivals arrivals;
  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final ViewMeters meters;

  /** Where all views of the readers served last stand. */
  private final Cache<ReaderId, Cursor> known = Caffeine.newBuilder().maximumSize(10_000).build();

  Projector(
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
    this.meters = new ViewMeters(meters);
  }

  /**
   * Applies to all views what is stored, but to those with whom the reader is parked or whom
   * another process is at.
   *
   * @param events the next ones, where they are at hand; else the store is asked
   */
  void follow(ReaderId readerId, List<RecordedEvent> events) {
    // What is remembered may be behind what another process has written, or ahead of what a
    // database has after a crash; so it is good for events that follow on it, and for nothing else.
    Cursor remembered = events.isEmpty() ? null : known.asMap().remove(readerId);
    List<RecordedEvent> next = remembered == null ? events : List.of();
    if (!follow(readerId, remembered, events)
        && !follow(readerId, cursors.ofAll(readerId).orElse(null), next)) {
      views.forEach(view -> follow(view, readerId, false));
    }
  }

  /**
   * Asks the database where views stand, when it is back after a crash: their commits don't wait
   * for the disk, so it may have less than they have been told.
   */
  void forgetCursors() {
    known.invalidateAll();
  }

  /** Whether all views stood there and show now what is stored. */
  private boolean follow(ReaderId readerId, @Nullable Cursor from, List<RecordedEvent> events) {
    if (from == null || from.parkedAt() != null) {
      return false;
    }
    try {
      Cursor to = advance(views, readerId, from, events, MOST_EVENTS, false);
      known.put(readerId, to);
      // Another process may have been first, and whoever waits here does not know that.
      arrivals.reached(names(views), readerId, to.version());
      return true;
    } catch (NotAtVersion | Unapplicable e) {
      log.debug("Reader {} cannot be served at once", readerId, e);
      return false;
    }
  }

  /**
   * Applies what is stored, also of a parked reader; waits for another process that is at this one.
   *
   * @return whether the view has caught up; if not, the reader is parked
   */
  public boolean catchUp(ViewName view, ReaderId readerId) {
    Cursor cursor = cursors.of(view, readerId);
    // Where a rebuilding met what cannot be applied, the rows are later than that.
    boolean parkedBehind = cursor.parkedAt() != null && cursor.parkedAt() <= cursor.version();
    return (!parkedBehind || rebuild(view, readerId, () -> true))
        && follow(views.get(view.ordinal()), readerId, true);
  }

  private boolean follow(View view, ReaderId readerId, boolean insist) {
    int most = MOST_EVENTS;
    while (true) {
      Cursor from = cursors.of(view.name(), readerId);
      arrivals.reached(List.of(view.name()), readerId, from.version());
      if (from.parkedAt() != null && !insist) {
        return false;
      }
      try {
        Cursor to = advance(List.of(view), readerId, from, List.of(), most, false);
        if (to.parkedAt() != null) {
          // There is nothing any more that could not be applied.
          send(new Changes(), List.of(view), readerId, to, to);
        }
        return true;
      } catch (NotAtVersion e) {
        if (inTransaction(() -> cursors.lock(view.name(), readerId, insist)).isEmpty()) {
          return false;
        }
      } catch (Unapplicable e) {
        if (most == 1 && park(view.name(), readerId, e, false)) {
          return false;
        }
        // One of many: they are applied action by action, up to the one that cannot be.
        most = 1;
      }
    }
  }

  /**
   * Applies what follows on a version.
   *
   * @param events what follows, where it is at hand; else the store is asked
   * @param most events at once
   * @param anew whether rows are made anew, in a transaction that is open around it
   * @return where the views stand then
   * @throws NotAtVersion if they stood elsewhere
   * @throws Unapplicable if it could not all be applied; what comes before it may be
   */
  private Cursor advance(
      List<View> of,
      ReaderId readerId,
      Cursor from,
      List<RecordedEvent> events,
      int most,
      boolean anew) {
    Cursor to = from;
    try (WholeActions actions =
        events.isEmpty()
            ? WholeActions.stored(streams, readerId, from)
            : WholeActions.of(events, from)) {
      for (var next = actions.next(most); !next.isEmpty(); next = actions.next(most)) {
        to = apply(of, readerId, to, next, anew);
        log.debug("The views take reader {} to version {}: {}", readerId, to.version(), names(of));
        if (!anew) {
          arrivals.reached(names(of), readerId, to.version());
          meters.shown(names(of), next, clock.instant());
        }
      }
      actions.requireReadable();
      return to;
    }
  }

  private static List<ViewName> names(List<View> views) {
    return views.stream().map(View::name).toList();
  }

  /** Applies whole actions; the views stand there then. */
  private Cursor apply(
      List<View> of, ReaderId readerId, Cursor from, List<RecordedEvent> events, boolean anew) {
    try {
      Changes changes = new Changes();
      // Actions after one another may look at what the one before has changed.
      if (events.getFirst().actionVersion() != events.getLast().version()) {
        changes.inOrder();
      }
      Cursor to = Projection.add(changes, client, of, readerId, from, events);
      if (anew) {
        // They are many.
        changes.sendEach(jdbc);
      }
      return send(changes, of, readerId, from, to);
    } catch (NotAtVersion e) {
      throw e;
    } catch (RuntimeException e) {
      throw Outage.isPassing(e) ? e : new Unapplicable(events.getFirst().version(), e);
    }
  }

  private Cursor send(Changes changes, List<View> of, ReaderId readerId, Cursor from, Cursor to) {
    return changes.sendTogether(jdbc, transactions, names(of), readerId, from, to);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return requireNonNull(
        transactions.execute(
            status -> {
              // As with live events: the version tells what has survived.
              jdbc.execute("set local synchronous_commit = off");
              return work.get();
            }));
  }

  /** Whether the reader is parked now, and not gone on by another process meanwhile. */
  private boolean park(ViewName view, ReaderId readerId, Unapplicable event, boolean passed) {
    return inTransaction(
        () -> {
          boolean before = cursors.of(view, readerId).parkedAt() != null;
          boolean parked = cursors.park(view, readerId, event, clock.instant(), passed);
          if (parked && !before) {
            meters.parked(view, readerId, event);
          }
          return parked;
        });
  }

  /**
   * Throws a reader's rows away and makes them anew from the stream, in one transaction: until it
   * commits the old ones keep answering. Live events of this reader are applied after it.
   *
   * @param claim asked inside the transaction before anything is done: whether it is to be done
   * @return whether the view holds the reader; if not, the old rows stand and the reader is parked
   */
  boolean rebuild(ViewName view, ReaderId readerId, BooleanSupplier claim) {
    View rebuilt = views.get(view.ordinal());
    int atOnce = MANY;
    while (true) {
      try {
        rebuild(rebuilt, readerId, claim, atOnce);
        // What was stored meanwhile found the view taken.
        follow(rebuilt, readerId, false);
        return true;
      } catch (Unapplicable e) {
        if (atOnce == 1) {
          park(view, readerId, e, true);
          return false;
        }
        atOnce = 1;
      }
    }
  }

  private void rebuild(View view, ReaderId readerId, BooleanSupplier claim, int atOnce) {
    List<View> of = List.of(view);
    inTransaction(
        () -> {
          LongTransactions.allow(client);
          // Who has left has no cursor.
          Optional<Cursor> from =
              claim.getAsBoolean() ? cursors.lock(view.name(), readerId, true) : Optional.empty();
          if (from.isPresent()) {
            Projection.delete(client, view, readerId);
            Cursor start = send(new Changes(), of, readerId, from.get(), Cursor.START);
            advance(of, readerId, start, List.of(), atOnce, true);
          }
          return true;
        });
  }
}
