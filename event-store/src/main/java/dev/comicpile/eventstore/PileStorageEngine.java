package dev.comicpile.eventstore;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Axon's JDBC engine, for streams that nobody creates: two writers of the very first event conflict
 * like those of any later one, where Axon would call it an attempt to create the aggregate twice.
 */
final class PileStorageEngine extends JdbcEventStorageEngine {

  PileStorageEngine(Builder builder) {
    super(builder);
  }

  @Override
  protected void handlePersistenceException(Exception exception, EventMessage<?> failedEvent) {
    try {
      super.handlePersistenceException(exception, failedEvent);
    } catch (AggregateStreamCreationException firstEvent) {
      throw new ConcurrencyException(firstEvent.getMessage(), firstEvent.getCause());
    }
  }
}
