package dev.comicpile.eventstore;

import dev.comicpile.api.event.AccountEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;

/** What concerns one reader is handled one after another; readers don't wait for each other. */
final class ByReader implements SequencingPolicy<EventMessage<?>> {

  @Override
  public @Nullable Object getSequenceIdentifierFor(EventMessage<?> event) {
    if (event instanceof DomainEventMessage<?> domainEvent) {
      return domainEvent.getAggregateIdentifier();
    }
    return switch (event.getPayload()) {
      case AccountEvent.ReaderRegistered e -> String.valueOf(e.readerId());
      case AccountEvent.TokensRevoked e -> String.valueOf(e.readerId());
      default -> null;
    };
  }
}
