package dev.comicpile.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The piles on an Axon Server, which can tell how far a stream goes but not which streams there
 * are. So the database holds a row for each pile, written before its first event is.
 */
final class AxonServerPiles implements StoredPiles {

  private final JdbcClient jdbc;
  private final PileStreams streams;

  AxonServerPiles(JdbcClient jdbc, PileStreams streams) {
    this.jdbc = jdbc;
    this.streams = streams;
  }

  /** Notes a pile where this is its first event, which is about to be stored. */
  static void expectIfFirst(JdbcClient jdbc, EventMessage<?> event) {
    if (event instanceof DomainEventMessage<?> first && first.getSequenceNumber() == 0) {
      jdbc.sql("insert into event_store.pile values (?) on conflict do nothing")
          .param(Long.valueOf(first.getAggregateIdentifier()))
          .update();
    }
  }

  /** A page of the table, and a question to Axon Server for each pile on it. */
  @Override
  public List<StoredPile> after(long readerId, int limit) {
    long last = readerId;
    while (true) {
      List<Long> expected = expectedAfter(last, limit);
      List<StoredPile> piles = stored(expected);
      if (!piles.isEmpty() || expected.size() < limit) {
        return piles;
      }
      last = expected.getLast();
    }
  }

  private List<Long> expectedAfter(long readerId, int limit) {
    return jdbc.sql(
            "select reader_id from event_store.pile where reader_id > ?"
                + " order by reader_id limit ?")
        .params(readerId, limit)
        .query((row, number) -> row.getLong(1))
        .list();
  }

  /** Those of them that have events; the questions go out at once and are answered side by side. */
  private List<StoredPile> stored(List<Long> expected) {
    List<CompletableFuture<StoredPile>> answers = new ArrayList<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long readerId : expected) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> new StoredPile(readerId, streams.version(Long.toString(readerId))), asking));
      }
    }
    return answers.stream().map(CompletableFuture::join).filter(p -> p.version() > 0).toList();
  }
}
