package dev.comicpile.axonserver;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventMessage;

/** Axon's event store on an Axon Server, which says what it has stored, and what went wrong. */
final class AxonServerEvents extends AxonServerEventStore {

  private final Consumer<List<? extends EventMessage<?>>> stored;

  AxonServerEvents(Builder builder, Consumer<List<? extends EventMessage<?>>> stored) {
    super(complete(builder));
    this.stored = stored;
  }

  /** Only by building does the builder make the engine that the store works with. */
  private static Builder complete(Builder builder) {
    builder.build();
    return builder;
  }

  @Override
  protected void prepareCommit(List<? extends EventMessage<?>> events) {
    try {
      super.prepareCommit(events);
    } catch (RuntimeException e) {
      throw AxonServerFailures.translated(e);
    }
  }

  @Override
  protected void afterCommit(List<? extends EventMessage<?>> events) {
    super.afterCommit(events);
    stored.accept(events);
  }
}
