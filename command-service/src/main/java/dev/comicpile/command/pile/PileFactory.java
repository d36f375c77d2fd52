package dev.comicpile.command.pile;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.modelling.command.inspection.AggregateModel;

/** Makes a pile to fold events into: from a snapshot, else an empty one. */
final class PileFactory extends AbstractAggregateFactory<PileAggregate> {

  PileFactory(AggregateModel<PileAggregate> model) {
    super(model);
  }

  @Override
  protected PileAggregate doCreateAggregate(
      String readerId, @SuppressWarnings("rawtypes") DomainEventMessage firstEvent) {
    return new PileAggregate(readerId);
  }
}
