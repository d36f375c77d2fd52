package dev.comicpile.query.view;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventTraces;
import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.eventstore.PileStreams;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies events to a view so that lost, doubled and reordered delivery does no harm: each event of
 * a reader once, in order, and never half of an action. Where delivery leaves a gap, the missing
 * events are read from the store at once.
 *
 * <p>The events of a batch are gathered and applied just before it commits, so that each reader's
 * progress is read and written once per batch. Rows, progress and token are one transaction.
 *
 * <p>A reader whose events cannot be applied is parked. The failure has spoiled the transaction, so
 * the batch is rolled back and delivered again, and then that reader is left out of it. Readers
 * that are parked, far behind or busy elsewhere are left to {@link CatchUps}, where they disturb
 * nobody.
 */
public final class Projector {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);

  /** Events folded before rows are written, when many are read from the store. */
  private static final int CHUNK = 500;

  /** Events applied in one transaction when a reader is far behind; a second or two of work. */
  private static final int STEP = 5_000;

  private final View view;
  private final ProjectorParts parts;
  private final Counter parkings;
  private final ProjectionDelay delay;
  private final ConcurrentMap<Long, Throwable> suspects = new ConcurrentHashMap<>();
  private final CatchUps catchUps;

  Projector(View view, ProjectorParts parts) {
    this.view = view;
    this.parts = parts;
    this.catchUps = new CatchUps(view.name(), this::catchUp);
    this.parkings =
        Counter.builder("comicpile.projection.parkings")
            .description("How often a reader's events could not be applied to a view")
            .tag("view", view.name().toString())
            .register(parts.meters());
    this.delay = new ProjectionDelay(view.name(), parts.meters(), parts.clock());
  }

  /** What every projector works with. */
  record ProjectorParts(
      PileStreams streams,
      AppliedVersions applied,
      Arrivals arrivals,
      EntityManager entities,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Clock clock,
      MeterRegistry meters,
      EventTraces traces) {}

  /** Takes an event of the batch that is being processed. */
  public void on(DomainEventMessage<?> message) {
    if (message.getType() == null) {
      return; // an account event: stored beside the piles, and part of none
    }
    long readerId = Long.parseLong(message.getAggregateIdentifier());
    UnitOfWork<?> batch = CurrentUnitOfWork.get().root();
    Map<Long, Delivery> deliveries =
        batch.getOrComputeResource(
            Projector.class.getName() + view.name(),
            key -> {
              Map<Long, Delivery> gathered = new TreeMap<>();
              batch.onPrepareCommit(work -> gathered.forEach(this::project));
              return gathered;
            });
    deliveries.computeIfAbsent(readerId, id -> new Delivery()).add(message);
  }

  /** What one batch holds of one reader. */
  private static final class Delivery {
    /** Where the id of the trace ends in a traceparent. */
    private static final int TRACE_ID_END = 35;

    private final Map<Long, RecordedEvent> events = new TreeMap<>();
    private final Map<String, String> traceparents = new TreeMap<>();
    private long target;

    void add(DomainEventMessage<?> message) {
      long version = message.getSequenceNumber() + 1;
      target = Math.max(target, version);
      String traceparent = EventTraces.of(message);
      if (traceparent != null) {
        // One for each trace: the part after the version and before the span.
        traceparents.putIfAbsent(traceparent.substring(0, TRACE_ID_END), traceparent);
      }
      try {
        RecordedEvent recorded = PileStreams.recorded(message);
        target = Math.max(target, recorded.actionVersion());
        events.put(version, recorded);
      } catch (RuntimeException e) {
        // Unreadable. It is missing now, so the store is asked for it, and that tells why.
        log.debug("an event was delivered that could not be read", e);
      }
    }

    /** The events that follow on a version without a gap and end with an action; else null. */
    @Nullable List<RecordedEvent> following(long version) {
      List<RecordedEvent> following = new ArrayList<>();
      for (RecordedEvent event : events.values()) {
        if (event.version() > version) {
          following.add(event);
        }
      }
      boolean contiguous = following.size() == target - version;
      return contiguous ? following : null;
    }
  }

  private void project(long readerId, Delivery delivery) {
    Optional<AppliedVersions.Progress> lock = parts.applied().tryLock(view.name(), readerId);
    if (lock.isEmpty()) {
      // The reader is being rebuilt or caught up with. What was delivered is stored, so it can be
      // applied later, and the other readers of the batch don't wait.
      afterCommit(() -> catchUps.request(readerId));
      return;
    }
    AppliedVersions.Progress progress = lock.get();
    if (delivery.target <= progress.version()) {
      return;
    }
    Throwable cause = suspects.get(readerId);
    if (cause != null) {
      park(readerId, progress.version() + 1, cause);
      afterCommit(() -> suspects.remove(readerId));
    } else if (progress.parked() || delivery.target - progress.version() > STEP) {
      afterCommit(() -> catchUps.request(readerId));
    } else {
      parts
          .traces()
          .follow(
              "projection " + view.name(),
              delivery.traceparents.values(),
              readerId,
              delivery.target,
              () -> applyOrSuspect(readerId, progress.version(), delivery));
    }
  }

  private void applyOrSuspect(long readerId, long version, Delivery delivery) {
    try {
      List<RecordedEvent> following = delivery.following(version);
      if (following != null) {
        apply(readerId, following.iterator(), version, delivery.target);
        // Only of live events: what is read from the store may have been recorded long ago.
        afterCommit(() -> following.forEach(delay::applied));
      } else {
        applyStored(readerId, version, delivery.target);
      }
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        suspects.put(readerId, e);
      }
      throw e;
    }
  }

  private long applyStored(long readerId, long version, long target) {
    try (Stream<RecordedEvent> missing =
        parts.streams().read(Long.toString(readerId), version + 1)) {
      return apply(readerId, missing.iterator(), version, target);
    }
  }

  /**
   * Applies what follows on a version up to the end of the action that holds the target.
   *
   * @return the version reached, the target or beyond
   */
  private long apply(long readerId, Iterator<RecordedEvent> events, long version, long target) {
    long reached = version;
    List<RecordedEvent> chunk = new ArrayList<>();
    boolean complete = true;
    while (events.hasNext() && !(complete && reached >= target)) {
      RecordedEvent event = events.next();
      if (event.version() != reached + 1) {
        throw new MissingEventException(reached + 1);
      }
      reached = event.version();
      complete = event.endsAction();
      chunk.add(event);
      if (complete && chunk.size() >= CHUNK) {
        write(readerId, chunk);
        chunk = new ArrayList<>();
      }
    }
    if (reached < target || !complete) {
      throw new MissingEventException(reached + 1);
    }
    if (!chunk.isEmpty()) {
      write(readerId, chunk);
    }
    parts.applied().set(view.name(), readerId, reached);
    parts.arrivals().reachedWithCommit(view.name(), readerId, reached);
    log.debug("View {} takes reader {} to version {}", view.name(), readerId, reached);
    return reached;
  }

  private void write(long readerId, List<RecordedEvent> events) {
    view.apply(readerId, List.copyOf(events));
    parts.entities().flush();
    parts.entities().clear();
  }

  private void park(long readerId, long version, Throwable cause) {
    // PostgreSQL takes no NUL, and the message may quote what it did not take.
    String words = cause.toString().replace('\0', ' ');
    parts.applied().park(view.name(), readerId, version, words, parts.clock().instant());
    parkings.increment();
    log.error("View {} has parked reader {} at version {}", view.name(), readerId, version, cause);
  }

  private static void afterCommit(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  /**
   * Applies to the view all that the store holds of a reader, parked or not, in steps of a
   * transaction each.
   *
   * @return whether the view has caught up; if not, the reader is parked
   */
  public boolean catchUp(long readerId) {
    return parkedIfItFails(
        readerId,
        () -> {
          boolean caughtUp;
          do {
            caughtUp = Boolean.TRUE.equals(parts.transactions().execute(status -> step(readerId)));
          } while (!caughtUp);
        });
  }

  /** Applies so much more, and says whether that was all. */
  private boolean step(long readerId) {
    long version = parts.applied().lock(view.name(), readerId).version();
    long stored = parts.streams().version(Long.toString(readerId));
    long reached =
        version < stored
            ? applyStored(readerId, version, Math.min(stored, version + STEP))
            : version;
    if (reached >= stored) {
      parts.applied().unpark(view.name(), readerId);
      return true;
    }
    return false;
  }

  /**
   * Throws a reader's rows away and makes them anew from the stream, in one transaction: until it
   * commits the old ones keep answering. Live events of this reader are applied after it.
   *
   * @param claim asked inside the transaction before anything is done: whether it is to be done
   * @return whether the view holds the reader; if not, the old rows stand and the reader is parked
   */
  boolean rebuild(long readerId, BooleanSupplier claim) {
    return parkedIfItFails(
        readerId,
        () ->
            parts
                .transactions()
                .executeWithoutResult(
                    status -> {
                      LongTransactions.allow(parts.jdbc());
                      if (claim.getAsBoolean()) {
                        rebuildLocked(readerId);
                      }
                    }));
  }

  private void rebuildLocked(long readerId) {
    parts.applied().lock(view.name(), readerId);
    view.delete(readerId);
    parts.applied().set(view.name(), readerId, 0);
    long stored = parts.streams().version(Long.toString(readerId));
    if (stored > 0) {
      applyStored(readerId, 0, stored);
    }
    parts.applied().unpark(view.name(), readerId);
  }

  private boolean parkedIfItFails(long readerId, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      if (Outage.isBehind(e)) {
        throw e;
      }
      parts
          .transactions()
          .executeWithoutResult(
              status -> {
                long version = parts.applied().lock(view.name(), readerId).version();
                park(readerId, version + 1, e);
              });
      return false;
    }
  }

  /** The store does not hold an event that was delivered or that its action promises. */
  private static final class MissingEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingEventException(long version) {
      super("the event store does not hold version " + version);
    }
  }
}
