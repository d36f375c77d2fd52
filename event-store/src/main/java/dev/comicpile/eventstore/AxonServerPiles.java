package dev.comicpile.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The piles on an Axon Server, which can tell how far a stream goes but not which streams there
 * are. So the database holds a row for each pile, written before its first event is; how far the
 * pile goes is entered after the append, by the process that appended and by the one that follows
 * the server's stream. Only of a pile that nobody has got to yet the server itself is asked.
 */
final class AxonServerPiles implements StoredPiles {

  private static final String NOTE =
      """
      insert into event_store.pile as known (reader_id, version)
      select reader_id, version from unnest(?::bigint[], ?::bigint[]) as seen (reader_id, version)
      order by reader_id
      on conflict (reader_id) do update
        set version = excluded.version, stored_at = excluded.stored_at
        where known.version < excluded.version
      returning reader_id
      """;

  private final JdbcClient jdbc;
  private final PileStreams streams;

  AxonServerPiles(JdbcClient jdbc, PileStreams streams) {
    this.jdbc = jdbc;
    this.streams = streams;
  }

  /** Notes a pile where this is its first event, which is about to be stored. */
  static void expectIfFirst(JdbcClient jdbc, EventMessage<?> event) {
    if (event instanceof DomainEventMessage<?> first && first.getSequenceNumber() == 0) {
      jdbc.sql("insert into event_store.pile (reader_id) values (?) on conflict do nothing")
          .param(Long.valueOf(first.getAggregateIdentifier()))
          .update();
    }
  }

  /**
   * Notes how far piles go. Who writes several rows writes them in the order of readers, so that
   * nobody waits in a circle.
   *
   * @return the readers of whom this was news
   */
  static List<Long> note(Connection connection, Map<Long, Long> versions) throws SQLException {
    SortedMap<Long, Long> ordered = new TreeMap<>(versions);
    try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
      statement.setArray(1, array(connection, ordered.keySet().toArray()));
      statement.setArray(2, array(connection, ordered.values().toArray()));
      List<Long> news = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          news.add(rows.getLong(1));
        }
      }
      return news;
    }
  }

  private static Array array(Connection connection, Object[] numbers) throws SQLException {
    return connection.createArrayOf("int8", numbers);
  }

  @Override
  public List<StoredPile> after(long readerId, int limit) {
    long last = readerId;
    while (true) {
      List<StoredPile> expected = expectedAfter(last, limit);
      List<StoredPile> piles = stored(expected);
      if (!piles.isEmpty() || expected.size() < limit) {
        return piles;
      }
      last = expected.getLast().readerId();
    }
  }

  private List<StoredPile> expectedAfter(long readerId, int limit) {
    return jdbc.sql(
            "select reader_id, version from event_store.pile where reader_id > ?"
                + " order by reader_id limit ?")
        .params(readerId, limit)
        .query((row, number) -> new StoredPile(row.getLong(1), row.getLong(2)))
        .list();
  }

  /** Those of them that have events; the questions go out at once and are answered side by side. */
  private List<StoredPile> stored(List<StoredPile> expected) {
    if (expected.stream().allMatch(pile -> pile.version() > 0)) {
      return expected;
    }
    List<CompletableFuture<StoredPile>> answers = new ArrayList<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      for (StoredPile pile : expected) {
        answers.add(
            pile.version() > 0
                ? CompletableFuture.completedFuture(pile)
                : CompletableFuture.supplyAsync(() -> asked(pile.readerId()), asking));
      }
    }
    return answers.stream().map(CompletableFuture::join).filter(p -> p.version() > 0).toList();
  }

  private StoredPile asked(long readerId) {
    return new StoredPile(readerId, streams.version(Long.toString(readerId)));
  }
}
