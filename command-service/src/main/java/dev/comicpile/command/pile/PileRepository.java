package dev.comicpile.command.pile;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.RepositoryProvider;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.jspecify.annotations.Nullable;

/**
 * Loads piles, mostly from memory. Another process may have written to a pile, so a kept one is
 * first compared with the highest version stored, which is one indexed read, and goes on by the
 * events it lacks; so a refusal, too, is decided on what is stored. What is appended meanwhile
 * conflicts at the append.
 *
 * <p>Axon's own caching repository neither compares nor knows a stream without events.
 */
final class PileRepository extends EventSourcingRepository<PileAggregate> {

  private final EventStore eventStore;
  private final RepositoryProvider repositories;
  private final SnapshotTriggerDefinition snapshots;
  private final PileStreams streams;
  private final PileCache cache;

  PileRepository(
      AggregateModel<PileAggregate> model,
      EventStore eventStore,
      PileStreams streams,
      RepositoryProvider repositories,
      SnapshotTriggerDefinition snapshots,
      PileCache cache) {
    super(
        EventSourcingRepository.builder(PileAggregate.class)
            .aggregateModel(model)
            .eventStore(eventStore)
            .repositoryProvider(repositories)
            .snapshotTriggerDefinition(snapshots)
            .aggregateFactory(new PileFactory(model)));
    this.eventStore = eventStore;
    this.repositories = repositories;
    this.snapshots = snapshots;
    this.streams = streams;
    this.cache = cache;
  }

  @Override
  protected EventSourcedAggregate<PileAggregate> doLoadWithLock(
      String readerId, @Nullable Long expectedVersion) {
    // Whatever goes wrong from here on, the kept pile may have gone further than the store.
    CurrentUnitOfWork.get().onRollback(unit -> cache.evict(readerId));
    long stored = streams.version(readerId);
    PileCache.Entry kept = cache.get(readerId);
    if (kept != null && kept.pile().pile().version() <= stored) {
      return goOn(kept, stored);
    }
    return stored == 0 ? emptyPile(readerId) : super.doLoadWithLock(readerId, expectedVersion);
  }

  private EventSourcedAggregate<PileAggregate> goOn(PileCache.Entry kept, long stored) {
    PileAggregate pile = kept.pile();
    long missingFrom = pile.pile().version() + 1;
    if (missingFrom <= stored) {
      try (Stream<RecordedEvent> missing = streams.read(pile.pile().readerId(), missingFrom)) {
        missing.forEachOrdered(pile::catchUp);
      }
    }
    return EventSourcedAggregate.reconstruct(
        pile,
        aggregateModel(),
        pile.pile().version() - 1,
        false,
        eventStore,
        repositories,
        kept.trigger());
  }

  private EventSourcedAggregate<PileAggregate> emptyPile(String readerId) {
    SnapshotTrigger trigger = snapshots.prepareTrigger(PileAggregate.class);
    trigger.initializationFinished();
    return EventSourcedAggregate.initialize(
        new PileAggregate(readerId), aggregateModel(), eventStore, repositories, trigger);
  }

  @Override
  protected void doSaveWithLock(EventSourcedAggregate<PileAggregate> aggregate) {
    super.doSaveWithLock(aggregate);
    cache.put(
        aggregate.identifierAsString(),
        new PileCache.Entry(aggregate.getAggregateRoot(), aggregate.getSnapshotTrigger()));
  }
}
