package dev.comicpile.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The streams in the database, which keeps how far each of them goes. */
final class DatabasePileStreams extends PileStreams {

  private final JdbcClient jdbc;

  DatabasePileStreams(EventStore eventStore, JdbcClient jdbc) {
    super(eventStore);
    this.jdbc = jdbc;
  }

  @Override
  public long version(String readerId) {
    return jdbc.sql("select version from event_store.pile where reader_id = ?")
        .param(Long.valueOf(readerId))
        .query((row, number) -> row.getLong(1))
        .optional()
        .orElse(0L);
  }
}
