package dev.comicpile.command.pile;

import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.PileVersionHeader;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.test.context.TestComponent;

/** Makes what another command-service on the same event store has: its own cache and locks. */
@TestComponent
public final class OtherProcess {

  private final EventStore eventStore;
  private final PileStreams streams;
  private final PileStore store;
  private final PileDecisions decisions;
  private final IdempotencyStore answers;
  private final PileVersionHeader versions;

  OtherProcess(
      EventStore eventStore,
      PileStreams streams,
      PileStore store,
      PileDecisions decisions,
      IdempotencyStore answers,
      PileVersionHeader versions) {
    this.eventStore = eventStore;
    this.streams = streams;
    this.store = store;
    this.decisions = decisions;
    this.answers = answers;
    this.versions = versions;
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
            eventStore, streams, new PileSnapshots(eventStore), new PileCache(), true);
    CommandBus commandBus = new PileCommandBus(SimpleCommandBus.builder(), store);
    commandBus.registerHandlerInterceptor(
        (unit, chain) -> {
          Object reply = chain.proceed();
          decided.run();
          return reply;
        });
    new PileCommandHandler(piles, decisions, answers).subscribeTo(commandBus);
    return new PileCommands(
        DefaultCommandGateway.builder().commandBus(commandBus).build(), store, versions);
  }
}
