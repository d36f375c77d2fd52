package dev.comicpile.command.pile;

import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.RepositoryProvider;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Loads piles, mostly from memory. Where other processes may write to a pile, a kept one may be
 * behind what is stored. What is appended to it then conflicts, by its version; so nothing is
 * compared beforehand, unless somebody has said that there is more, and only what ends without an
 * event is compared afterwards, see {@link PileAggregate}.
 *
 * <p>Axon's own caching repository neither compares nor knows a stream without events.
 */
final class PileRepository extends EventSourcingRepository<PileAggregate> {

  private final EventStore eventStore;
  private final RepositoryProvider repositories;
  private final PileSnapshots snapshots;
  private final PileStreams streams;
  private final PileCache cache;
  private final boolean sharedDatabase;

  PileRepository(
      AggregateModel<PileAggregate> model,
      EventStore eventStore,
      PileStreams streams,
      RepositoryProvider repositories,
      PileSnapshots snapshots,
      PileCache cache,
      boolean sharedDatabase) {
    super(
        EventSourcingRepository.builder(PileAggregate.class)
            .aggregateModel(model)
            .eventStore(eventStore)
            .repositoryProvider(repositories)
            .aggregateFactory(new PileFactory(model)));
    this.eventStore = eventStore;
    this.repositories = repositories;
    this.snapshots = snapshots;
    this.streams = streams;
    this.cache = cache;
    this.sharedDatabase = sharedDatabase;
  }

  @Override
  protected EventSourcedAggregate<PileAggregate> doLoadWithLock(
      String readerId, @Nullable Long expectedVersion) {
    PileCache.Entry kept = cache.get(readerId);
    Pile before = kept == null ? null : kept.pile().pile();
    // Whatever goes wrong from here on, the kept pile may have gone further than the store.
    CurrentUnitOfWork.get().onRollback(unit -> cache.goBack(readerId, before));
    // Unmarked before the store is asked, so that no mark is lost that is made meanwhile.
    if (kept != null && !kept.behind().getAndSet(false)) {
      return loaded(kept, sharedDatabase);
    }
    long stored = streams.version(readerId);
    if (kept != null && kept.pile().pile().version() <= stored) {
      catchUp(kept.pile(), stored);
      return loaded(kept, false);
    }
    return stored == 0 ? emptyPile(readerId) : super.doLoadWithLock(readerId, expectedVersion);
  }

  private void catchUp(PileAggregate pile, long stored) {
    long missingFrom = pile.pile().version() + 1;
    if (missingFrom <= stored) {
      try (Stream<RecordedEvent> missing = streams.read(pile.pile().readerId(), missingFrom)) {
        missing.forEachOrdered(pile::catchUp);
      }
    }
  }

  private EventSourcedAggregate<PileAggregate> loaded(PileCache.Entry kept, boolean maybeBehind) {
    PileAggregate pile = kept.pile();
    pile.compareWith(maybeBehind ? () -> streams.version(pile.pile().readerId()) : null);
    return EventSourcedAggregate.reconstruct(
        pile,
        aggregateModel(),
        pile.pile().version() - 1,
        false,
        eventStore,
        repositories,
        NoSnapshotTriggerDefinition.TRIGGER);
  }

  private EventSourcedAggregate<PileAggregate> emptyPile(String readerId) {
    return EventSourcedAggregate.initialize(
        new PileAggregate(readerId),
        aggregateModel(),
        eventStore,
        repositories,
        NoSnapshotTriggerDefinition.TRIGGER);
  }

  @Override
  protected void doSaveWithLock(EventSourcedAggregate<PileAggregate> aggregate) {
    super.doSaveWithLock(aggregate);
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      // Of a command that has lined up: nothing is stored before its transaction commits.
      cache.goBack(aggregate.identifierAsString(), null);
      return;
    }
    PileAggregate pile = aggregate.getAggregateRoot();
    cache.keep(aggregate.identifierAsString(), pile);
    if (pile.snapshotIsDue()) {
      Pile version = pile.pile();
      CurrentUnitOfWork.get().afterCommit(unit -> snapshots.take(version));
    }
  }
}
