package dev.comicpile.eventstore;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/**
 * Axon's event store in a database, whose processes wake each other when they have stored events.
 */
final class SignalledEventStore extends EmbeddedEventStore {

  private final Signals signals;

  SignalledEventStore(Builder builder, Signals signals) {
    super(builder);
    this.signals = signals;
    signals.listen(PileFollowers.TOPIC, words -> super.afterCommit(List.of()));
  }

  @Override
  protected void afterCommit(List<? extends EventMessage<?>> events) {
    super.afterCommit(events);
    if (!events.stream().allMatch(event -> event instanceof DomainEventMessage)) {
      // Those of piles are told with their readers.
      signals.send(PileFollowers.TOPIC, "");
    }
  }
}
