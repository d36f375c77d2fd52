package dev.comicpile.command.pile;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.Outage;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.LockingRepository;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Loads piles, mostly from memory. Where other processes may write to a pile, a kept one may be
 * behind what is stored. What is appended to it then conflicts, by its version; so nothing is
 * compared beforehand, unless the pile was marked as behind, and only what ends without an event is
 * compared afterwards, see {@link PileAggregate#requireLatest}.
 *
 * <p>Axon's own caching repository neither compares nor knows a stream without events.
 */
@Component
final class PileRepository
    extends LockingRepository<PileAggregate, EventSourcedAggregate<PileAggregate>> {

  private static final AggregateModel<PileAggregate> MODEL =
      AnnotatedAggregateMetaModelFactory.inspectAggregate(PileAggregate.class);

  private static final Logger log = LoggerFactory.getLogger(PileRepository.class);

  private final EventStore eventStore;
  private final PileSnapshots snapshots;
  private final PileStreams streams;
  private final PileCache cache;
  private final boolean sharedDatabase;

  PileRepository(
      EventStore eventStore,
      PileStreams streams,
      PileSnapshots snapshots,
      PileCache cache,
      @Value("${comicpile.shared-database}") boolean sharedDatabase) {
    super(new Builder<>(PileAggregate.class) {}.aggregateModel(MODEL));
    this.eventStore = eventStore;
    this.snapshots = snapshots;
    this.streams = streams;
    this.cache = cache;
    this.sharedDatabase = sharedDatabase;
  }

  @Override
  protected EventSourcedAggregate<PileAggregate> doLoadWithLock(
      String stream, @Nullable Long expectedVersion) {
    ReaderId readerId = ReaderId.of(stream);
    PileAggregate kept = cache.get(readerId);
    Pile before = kept == null ? null : kept.pile();
    // Whatever goes wrong from here on, the kept pile may have gone further than the store.
    CurrentUnitOfWork.get().onRollback(unit -> cache.goBack(readerId, before));
    PileAggregate pile = load(readerId, kept);
    return EventSourcedAggregate.reconstruct(
        pile, MODEL, pile.version() - 1, false, eventStore, NoSnapshotTriggerDefinition.TRIGGER);
  }

  private PileAggregate load(ReaderId readerId, @Nullable PileAggregate kept) {
    // Unmarked before the store is asked, so that no mark is lost that is made meanwhile.
    if (kept != null && !kept.wasBehind()) {
      kept.compareWith(sharedDatabase ? () -> streams.version(readerId) : null);
      return kept;
    }
    long stored = streams.version(readerId);
    PileAggregate pile =
        kept != null && kept.version() <= stored
            ? caughtUp(kept, stored)
            : stored == 0 ? new PileAggregate(readerId) : fromEvents(readerId, stored);
    pile.compareWith(null);
    return pile;
  }

  private PileAggregate caughtUp(PileAggregate pile, long stored) {
    long missingFrom = pile.version() + 1;
    if (missingFrom <= stored) {
      try (Stream<RecordedEvent> missing = streams.read(pile.pile().readerId(), missingFrom)) {
        missing.forEachOrdered(event -> catchUp(pile, event));
      }
    }
    return pile;
  }

  private static void catchUp(PileAggregate pile, RecordedEvent event) {
    try {
      pile.catchUp(event);
    } catch (RuntimeException e) {
      throw new SerializationException("Version " + event.version() + " cannot be applied", e);
    }
  }

  private PileAggregate fromEvents(ReaderId readerId, long stored) {
    try {
      return fromSnapshot(readerId);
    } catch (RuntimeException e) {
      if (Outage.isPassing(e)) {
        throw e;
      }
      // The snapshot may be all that cannot be read, and nothing depends on it.
      PileAggregate pile = new PileAggregate(readerId);
      try {
        caughtUp(pile, stored);
      } catch (SerializationException unreadable) {
        log.error("Reader {}: version {} cannot be read", readerId, pile.version() + 1);
        throw unreadable;
      }
      log.warn("Reader {}: the snapshot cannot be read", readerId, e);
      return pile;
    }
  }

  private PileAggregate fromSnapshot(ReaderId readerId) {
    PileAggregate pile = new PileAggregate(readerId);
    try (Stream<Object> stored = streams.readFromSnapshot(readerId)) {
      for (Object part : (Iterable<Object>) stored::iterator) {
        switch (part) {
          case PileAggregate snapshot -> pile = snapshot;
          case RecordedEvent event -> catchUp(pile, event);
          default -> throw new SerializationException(part.getClass() + " is no part of a pile");
        }
      }
    }
    return pile;
  }

  @Override
  protected void doSaveWithLock(EventSourcedAggregate<PileAggregate> aggregate) {
    PileAggregate pile = aggregate.getAggregateRoot();
    ReaderId readerId = pile.pile().readerId();
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      // Of a command that has lined up: nothing is stored before its transaction commits.
      cache.goBack(readerId, null);
      return;
    }
    cache.keep(readerId, pile);
    if (pile.snapshotIsDue()) {
      Pile version = pile.pile();
      CurrentUnitOfWork.get().afterCommit(unit -> snapshots.take(version));
    }
  }

  @Override
  protected EventSourcedAggregate<PileAggregate> doCreateNewForLock(Callable<PileAggregate> pile) {
    throw new UnsupportedOperationException("nobody has to create a pile");
  }

  @Override
  protected void doDeleteWithLock(EventSourcedAggregate<PileAggregate> aggregate) {
    throw new UnsupportedOperationException("no command deletes a pile");
  }
}
