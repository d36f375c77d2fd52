package dev.comicpile.axonserver;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.eventstore.StoredBeside;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events on an Axon Server, which can tell how far a stream goes but not which streams there are.
 * So the database holds a row for each pile, written before its first event is; how far the pile
 * goes is entered after the append, by the process that appended and by the one that follows the
 * server's stream. Only of a pile that nobody has got to yet the server itself is asked.
 */
final class AxonServerPileStore implements PileStore {

  private static final String NOTE =
      """
      insert into event_store.pile as known (reader_id, version)
      select reader_id, version from unnest(?::bigint[], ?::bigint[]) as seen (reader_id, version)
      where not exists
        (select from event_store.departed_reader gone where gone.reader_id = seen.reader_id)
      order by reader_id
      on conflict (reader_id) do update
        set version = excluded.version, stored_at = excluded.stored_at
        where known.version < excluded.version
      returning reader_id
      """;

  private final JdbcClient jdbc;
  private final PileStreams streams;
  private final TransactionTemplate transaction;

  AxonServerPileStore(JdbcClient jdbc, PileStreams streams, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.streams = streams;
    this.transaction = transaction;
  }

  /** Notes a pile where this is its first event, which is about to be stored. */
  static void expectIfFirst(JdbcClient jdbc, EventMessage<?> event) {
    if (event instanceof DomainEventMessage<?> first && first.getSequenceNumber() == 0) {
      long readerId = ReaderId.of(first.getAggregateIdentifier()).number();
      jdbc.sql(
              "insert into event_store.pile (reader_id) select ?"
                  + " where not event_store.has_departed(?) on conflict do nothing")
          .params(readerId, readerId)
          .update();
    }
  }

  /**
   * Notes how far piles go. Who writes several rows writes them in the order of readers, so that
   * nobody waits in a circle.
   *
   * @return the readers of whom this was news
   */
  static List<ReaderId> note(JdbcClient jdbc, Map<ReaderId, Long> versions) {
    SortedMap<ReaderId, Long> ordered = new TreeMap<>(versions);
    return jdbc.sql(NOTE)
        .param(ordered.keySet().stream().map(ReaderId::number).toArray(Long[]::new))
        .param(ordered.values().toArray(Long[]::new))
        .query((row, number) -> new ReaderId(row.getLong(1)))
        .list();
  }

  @Override
  public List<StoredPile> after(ReaderId readerId, int limit) {
    ReaderId last = readerId;
    while (true) {
      List<StoredPile> expected = expectedAfter(last, limit);
      List<StoredPile> piles =
          expected.stream().map(this::asked).filter(pile -> pile.version() > 0).toList();
      if (!piles.isEmpty() || expected.size() < limit) {
        return piles;
      }
      last = expected.getLast().readerId();
    }
  }

  private List<StoredPile> expectedAfter(ReaderId readerId, int limit) {
    return jdbc.sql(
            "select reader_id, version from event_store.pile where reader_id > ?"
                + " order by reader_id limit ?")
        .params(readerId.number(), limit)
        .query((row, number) -> new StoredPile(new ReaderId(row.getLong(1)), row.getLong(2)))
        .list();
  }

  private StoredPile asked(StoredPile expected) {
    return expected.version() > 0
        ? expected
        : new StoredPile(expected.readerId(), streams.version(expected.readerId()));
  }

  @Override
  public boolean storesTogether() {
    return false;
  }

  @Override
  public <T> void store(Supplier<T> rows, Consumer<T> events) {
    events.accept(Objects.requireNonNull(transaction.execute(status -> rows.get())));
  }

  @Override
  public void storeBeside(FirstEvent first, Function<FirstEvent, StoredBeside> row) {
    // Who deletes a pile is waited for, and deletes what was stored before: the function looks
    // again when it has waited.
    row.apply(first).store(jdbc, "not event_store.has_departed(?)", first.readerId().number());
  }

  @Override
  public Throwable translated(Throwable failure) {
    return failure instanceof RuntimeException e ? AxonServerFailures.translated(e) : failure;
  }
}
