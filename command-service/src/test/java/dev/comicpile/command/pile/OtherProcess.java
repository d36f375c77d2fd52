package dev.comicpile.command.pile;

import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.WriteHeaders;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.springframework.boot.test.context.TestComponent;

/** Makes what another command-service on the same event store has: its own cache and locks. */
@TestComponent
class OtherProcess {

  private final EventStore eventStore;
  private final PileStreams streams;
  private final PileStore store;
  private final AggregateModel<PileAggregate> model;
  private final PileVersionHeader versions;
  private final WriteHeaders conditions;

  OtherProcess(
      EventStore eventStore,
      PileStreams streams,
      PileStore store,
      AggregateModel<PileAggregate> model,
      PileVersionHeader versions,
      WriteHeaders conditions) {
    this.eventStore = eventStore;
    this.streams = streams;
    this.store = store;
    this.model = model;
    this.versions = versions;
    this.conditions = conditions;
  }

  /** The commands of a process that has just started. */
  PileCommands start() {
    return start(() -> {});
  }

  /**
   * The commands of a process that has just started.
   *
   * @param decided is done between the decision of a command and the append of its events
   */
  PileCommands start(Runnable decided) {
    PileRepository piles =
        new PileRepository(
            model,
            eventStore,
            streams,
            new org.axonframework.modelling.command.RepositoryProvider() {
              @Override
              public <T> Repository<T> repositoryFor(Class<T> aggregateType) {
                throw new UnsupportedOperationException();
              }
            },
            new PileSnapshots(eventStore),
            new PileCache(),
            true);
    CommandBus commandBus = new PileCommandBus(SimpleCommandBus.builder(), store);
    commandBus.registerHandlerInterceptor(
        (unit, chain) -> {
          Object reply = chain.proceed();
          decided.run();
          return reply;
        });
    AggregateAnnotationCommandHandler.<PileAggregate>builder()
        .aggregateType(PileAggregate.class)
        .aggregateModel(model)
        .repository(piles)
        .build()
        .subscribe(commandBus);
    return new PileCommands(
        DefaultCommandGateway.builder().commandBus(commandBus).build(),
        store,
        versions,
        conditions);
  }
}
