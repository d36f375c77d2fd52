package dev.comicpile.query.view;

import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.session.SessionFold;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings one view to what the event store holds of a reader, whatever was lost, late or doubled on
 * the way: it goes on from the version that is written beside the rows, in order and never by half
 * of an action. Rows and version are one transaction, and whoever holds the version's row is alone
 * with this reader.
 *
 * <p>What is wrong with a reader's events costs nobody else anything: what can be applied before
 * the first one that cannot is applied, and the reader is parked at that version.
 */
public final class Projector {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);

  /** Events folded before rows are written: rows that change often are written once for all. */
  private static final int CHUNK = 1_000;

  /** Events applied in one transaction when a reader is far behind; a second or two of work. */
  private static final int STEP = 5_000;

  private final View view;
  private final Parts parts;
  private final Counter parkings;

  Projector(View view, Parts parts) {
    this.view = view;
    this.parts = parts;
    this.parkings =
        Counter.builder("comicpile.projection.parkings")
            .description("How many readers were parked because an event could not be applied")
            .tag("view", view.name().toString())
            .register(parts.meters());
  }

  /** What every projector works with. */
  record Parts(
      PileStreams streams,
      AppliedVersions applied,
      Arrivals arrivals,
      JdbcOperations jdbc,
      JdbcClient client,
      TransactionTemplate transactions,
      Clock clock,
      MeterRegistry meters) {}

  /** How it stands with a reader now. */
  enum Outcome {
    /** The view shows all that is stored. */
    CAUGHT_UP,
    /** An event cannot be applied; the view shows what was before it. */
    PARKED,
    /** Another process, or a rebuilding, is at this reader and goes on by itself. */
    ELSEWHERE
  }

  /** The view it writes. */
  View view() {
    return view;
  }

  /** Applies what is stored; leaves a reader alone who is parked or whom somebody else is at. */
  Outcome follow(long readerId) {
    return applyAll(readerId, false);
  }

  /**
   * Applies what is stored, also of a parked reader; waits for whoever else is at this one.
   *
   * @return whether the view has caught up; if not, the reader is parked
   */
  public boolean catchUp(long readerId) {
    return applyAll(readerId, true) == Outcome.CAUGHT_UP;
  }

  /**
   * What a transaction came to.
   *
   * @param version the version applied now
   * @param more whether there may be more to apply
   */
  private record Step(Outcome outcome, long version, boolean more) {}

  private Outcome applyAll(long readerId, boolean insist) {
    int events = STEP;
    while (true) {
      try {
        int most = events;
        Step step = inTransaction(() -> step(readerId, insist, most));
        parts.arrivals().reached(List.of(view.name()), readerId, step.version());
        if (!step.more()) {
          return step.outcome();
        }
      } catch (RuntimeException e) {
        if (Outage.isBehind(e)) {
          throw e;
        }
        if (events > 1) {
          // One of many: they are applied action by action, up to the one that cannot be.
          events = 1;
        } else {
          parkNext(readerId, e);
          return Outcome.PARKED;
        }
      }
    }
  }

  private Step step(long readerId, boolean insist, int most) {
    Optional<AppliedVersions.Progress> lock =
        insist
            ? Optional.of(parts.applied().lock(view.name(), readerId))
            : parts.applied().tryLock(view.name(), readerId);
    if (lock.isEmpty()) {
      return new Step(Outcome.ELSEWHERE, 0, false);
    }
    long from = lock.get().version();
    if (lock.get().parked() && !insist) {
      return new Step(Outcome.PARKED, from, false);
    }
    Applied applied = apply(readerId, from, most);
    if (applied.unreadable() != null) {
      park(readerId, applied.unreadable().version(), applied.unreadable().cause());
      return new Step(Outcome.PARKED, applied.version(), false);
    }
    if (applied.more()) {
      return new Step(Outcome.CAUGHT_UP, applied.version(), true);
    }
    parts.applied().unpark(view.name(), readerId);
    return new Step(Outcome.CAUGHT_UP, applied.version(), false);
  }

  /**
   * What was applied of a stream.
   *
   * @param version the end of the last action applied
   * @param unreadable the first event that cannot be read, perhaps inside the action that follows;
   *     null where there is none
   * @param more whether it stopped because it had enough
   */
  private record Applied(long version, @Nullable Unreadable unreadable, boolean more) {}

  private record Unreadable(long version, RuntimeException cause) {}

  /** Applies what follows on a version, so many events or a little more, up to an action's end. */
  private Applied apply(long readerId, long from, long most) {
    long complete = from;
    long read = from;
    Unreadable unreadable = null;
    boolean enough = false;
    List<RecordedEvent> chunk = new ArrayList<>();
    List<RecordedEvent> action = new ArrayList<>();
    SessionFacts open = view.sessions().open(parts.client(), readerId).orElse(null);
    try (Stream<RecordedEvent> stream = parts.streams().read(Long.toString(readerId), from + 1)) {
      Iterator<RecordedEvent> events = stream.iterator();
      while (!enough) {
        RecordedEvent event;
        try {
          if (!events.hasNext()) {
            break;
          }
          event = events.next();
          if (event.version() != read + 1) {
            throw new MissingEventException(read + 1);
          }
        } catch (RuntimeException e) {
          if (Outage.isBehind(e)) {
            throw e;
          }
          unreadable = new Unreadable(read + 1, e);
          break;
        }
        read = event.version();
        action.add(event);
        if (event.endsAction()) {
          complete = read;
          chunk.addAll(action);
          action.clear();
          enough = complete - from >= most;
          if (chunk.size() >= CHUNK) {
            open = write(readerId, chunk, open);
            chunk = new ArrayList<>();
          }
        }
      }
    }
    if (!chunk.isEmpty()) {
      write(readerId, chunk, open);
    }
    if (complete > from) {
      parts.applied().set(view.name(), readerId, complete);
      log.debug("View {} takes reader {} to version {}", view.name(), readerId, complete);
    }
    return new Applied(complete, unreadable, enough);
  }

  private @Nullable SessionFacts write(
      long readerId, List<RecordedEvent> events, @Nullable SessionFacts open) {
    SessionFold sessions =
        new SessionFold(open, id -> view.sessions().find(parts.client(), readerId, id))
            .after(events);
    Changes changes = new Changes();
    view.apply(readerId, List.copyOf(events), changes, sessions);
    send(changes);
    return sessions.open();
  }

  private void send(Changes changes) {
    ConnectionCallback<Boolean> sending =
        connection -> {
          changes.sendEach(connection);
          return true;
        };
    parts.jdbc().execute(sending);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(
        parts
            .transactions()
            .execute(
                status -> {
                  // As with live events: the version tells what has survived.
                  parts.jdbc().execute("set local synchronous_commit = off");
                  return work.get();
                }));
  }

  private void parkNext(long readerId, RuntimeException cause) {
    inTransaction(
        () -> {
          park(readerId, parts.applied().lock(view.name(), readerId).version() + 1, cause);
          return true;
        });
  }

  private void park(long readerId, long version, Throwable cause) {
    // PostgreSQL takes no NUL, and the message may quote what it did not take.
    String words = cause.toString().replace('\0', ' ');
    boolean news =
        parts.applied().park(view.name(), readerId, version, words, parts.clock().instant());
    if (news) {
      parkings.increment();
      log.error(
          "View {} has parked reader {} at version {}", view.name(), readerId, version, cause);
    }
  }

  /**
   * Throws a reader's rows away and makes them anew from the stream, in one transaction: until it
   * commits the old ones keep answering. Live events of this reader are applied after it.
   *
   * @param claim asked inside the transaction before anything is done: whether it is to be done
   * @return whether the view holds the reader; if not, the old rows stand and the reader is parked
   */
  boolean rebuild(long readerId, BooleanSupplier claim) {
    try {
      inTransaction(
          () -> {
            LongTransactions.allow(parts.client());
            if (claim.getAsBoolean()) {
              rebuildLocked(readerId);
            }
            return true;
          });
      return true;
    } catch (RuntimeException e) {
      if (Outage.isBehind(e)) {
        throw e;
      }
      parkNext(readerId, e);
      return false;
    }
  }

  private void rebuildLocked(long readerId) {
    parts.applied().lock(view.name(), readerId);
    Changes none = new Changes();
    view.delete(readerId, none);
    send(none);
    parts.applied().set(view.name(), readerId, 0);
    Applied applied = apply(readerId, 0, Long.MAX_VALUE);
    if (applied.unreadable() != null) {
      throw applied.unreadable().cause();
    }
    parts.applied().unpark(view.name(), readerId);
  }

  /** The store does not hold an event although it holds a later one. */
  private static final class MissingEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingEventException(long version) {
      super("the event store does not hold version " + version);
    }
  }
}
