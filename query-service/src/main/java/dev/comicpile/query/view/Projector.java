package dev.comicpile.query.view;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * Brings a view to what the event store holds of a reader, whatever was lost, late or doubled on
 * the way: it goes on from the version that is written beside the rows, in order and never by half
 * of an action. Rows and version are one transaction, and the process that holds the version's row
 * is alone with this reader.
 *
 * <p>What is wrong with a reader's events costs nobody else anything: what can be applied before
 * the first one that cannot is applied, and the reader is parked at that version until it can be.
 */
@Component
public class Projector {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);

  /** Events folded before rows are written: rows that change often are written once for all. */
  private static final int MANY = 5_000;

  private final Map<ViewName, View> views = new EnumMap<>(ViewName.class);
  private final Map<ViewName, Counter> parkings = new EnumMap<>(ViewName.class);
  private final PileStreams streams;
  private final Cursors cursors;
  private final Arrivals arrivals;
  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Projector(
      List<View> views,
      PileStreams streams,
      Cursors cursors,
      Arrivals arrivals,
      JdbcTemplate jdbc,
      TransactionTemplate transactions,
      Clock clock,
      MeterRegistry meters) {
    for (View view : views) {
      this.views.put(view.name(), view);
      parkings.put(
          view.name(),
          Counter.builder("comicpile.projection.parkings")
              .description("How many readers were parked because an event could not be applied")
              .tag("view", view.name().toString())
              .register(meters));
    }
    this.streams = streams;
    this.cursors = cursors;
    this.arrivals = arrivals;
    this.jdbc = jdbc;
    this.client = JdbcClient.create(jdbc);
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How it stands with a reader now. */
  enum Outcome {
    /** The view shows all that is stored. */
    CAUGHT_UP,
    /** An event cannot be applied; the view shows what was before it. */
    PARKED,
    /** Another process, or a rebuilding, is at this reader and goes on by itself. */
    ELSEWHERE
  }

  /** Applies what is stored; skips a reader who is parked or whom another process is at. */
  Outcome follow(ViewName view, ReaderId readerId) {
    return applyAll(view(view), readerId, false);
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
        && applyAll(view(view), readerId, true) == Outcome.CAUGHT_UP;
  }

  private View view(ViewName name) {
    return requireNonNull(views.get(name));
  }

  private Outcome applyAll(View view, ReaderId readerId, boolean insist) {
    int most = MANY;
    while (true) {
      int events = most;
      try {
        Step step = inTransaction(() -> step(view, readerId, insist, events));
        arrivals.reached(List.of(view.name()), readerId, step.version());
        if (step.outcome() != null) {
          return step.outcome();
        }
      } catch (Unapplicable e) {
        if (most == 1) {
          inTransaction(() -> park(view.name(), readerId, e));
          return Outcome.PARKED;
        }
        // One of many: they are applied action by action, up to the one that cannot be.
        most = 1;
      }
    }
  }

  /**
   * What a transaction came to.
   *
   * @param outcome null where there may be more to apply
   */
  private record Step(long version, @Nullable Outcome outcome) {}

  private Step step(View view, ReaderId readerId, boolean insist, int most) {
    Optional<Cursor> locked = cursors.lock(view.name(), readerId, insist);
    if (locked.isEmpty()) {
      return new Step(0, Outcome.ELSEWHERE);
    }
    Cursor from = locked.get();
    if (from.parkedAt() != null && !insist) {
      return new Step(from.version(), Outcome.PARKED);
    }
    try (WholeActions actions = actions(readerId, from)) {
      List<RecordedEvent> events = actions.next(most);
      Cursor to = apply(view, readerId, from, events);
      if (!actions.ended()) {
        return new Step(to.version(), null);
      }
      Unapplicable unreadable = actions.unreadable();
      if (unreadable != null) {
        park(view.name(), readerId, unreadable);
        return new Step(to.version(), Outcome.PARKED);
      }
      if (events.isEmpty() && from.parkedAt() != null) {
        cursors.set(view.name(), readerId, from);
      }
      return new Step(to.version(), Outcome.CAUGHT_UP);
    }
  }

  private WholeActions actions(ReaderId readerId, Cursor from) {
    return new WholeActions(streams.read(readerId, from.version() + 1), from.version());
  }

  /** Applies whole actions, if there are any; the view stands there then. */
  private Cursor apply(View view, ReaderId readerId, Cursor from, List<RecordedEvent> events) {
    if (events.isEmpty()) {
      return from;
    }
    try {
      Changes changes = new Changes();
      Cursor to = Projection.add(changes, client, List.of(view), readerId, from, events);
      changes.sendEach(jdbc);
      cursors.set(view.name(), readerId, to);
      log.debug("View {} takes reader {} to version {}", view.name(), readerId, to.version());
      return to;
    } catch (RuntimeException e) {
      throw Outage.isPassing(e) ? e : new Unapplicable(events.getFirst().version(), e);
    }
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

  private boolean park(ViewName view, ReaderId readerId, Unapplicable event) {
    boolean news = cursors.park(view, readerId, event, clock.instant());
    if (news) {
      requireNonNull(parkings.get(view)).increment();
      log.error(
          "View {} has parked reader {} at version {}",
          view,
          readerId,
          event.version(),
          event.getCause());
    }
    return news;
  }

  /**
   * Throws a reader's rows away and makes them anew from the stream, in one transaction: until it
   * commits the old ones keep answering. Live events of this reader are applied after it.
   *
   * @param claim asked inside the transaction before anything is done: whether it is to be done
   * @return whether the view holds the reader; if not, the old rows stand and the reader is parked
   */
  boolean rebuild(ViewName view, ReaderId readerId, BooleanSupplier claim) {
    try {
      rebuild(view(view), readerId, claim, MANY);
      return true;
    } catch (Unapplicable oneOfMany) {
      log.debug("View {}: reader {} is rebuilt action by action", view, readerId, oneOfMany);
    }
    try {
      rebuild(view(view), readerId, claim, 1);
      return true;
    } catch (Unapplicable e) {
      inTransaction(() -> park(view, readerId, e));
      return false;
    }
  }

  private void rebuild(View view, ReaderId readerId, BooleanSupplier claim, int atOnce) {
    inTransaction(
        () -> {
          LongTransactions.allow(client);
          if (claim.getAsBoolean()) {
            rebuildLocked(view, readerId, atOnce);
          }
          return true;
        });
  }

  private void rebuildLocked(View view, ReaderId readerId, int atOnce) {
    cursors.lock(view.name(), readerId, true);
    Changes changes = new Changes();
    List<String> tables = new ArrayList<>(view.tables());
    ThreadTable threads = view.threads();
    if (threads != null) {
      tables.add(threads.table());
    }
    for (String table : tables) {
      changes.run("delete from " + table + " where reader_id = ?", readerId.number());
    }
    PastSessions.delete(view.name(), readerId, changes);
    changes.sendEach(jdbc);
    Cursor cursor = Cursor.START;
    cursors.set(view.name(), readerId, cursor);
    try (WholeActions actions = actions(readerId, cursor)) {
      List<RecordedEvent> events;
      do {
        events = actions.next(atOnce);
        cursor = apply(view, readerId, cursor, events);
      } while (!events.isEmpty());
      Unapplicable unreadable = actions.unreadable();
      if (unreadable != null) {
        throw unreadable;
      }
    }
  }
}
