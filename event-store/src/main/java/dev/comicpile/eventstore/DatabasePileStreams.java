package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The streams of piles in the database, read from its rows. Replays of whole streams live on this:
 * what a row holds becomes an event in some microseconds.
 */
final class DatabasePileStreams extends PileStreams {

  /** Events of the first block: often no more are wanted. */
  private static final int FIRST_BLOCK = 100;

  private static final int LARGEST_BLOCK = 1_000;

  private static final int GROWTH = 4;

  /**
   * A block ends with the event that goes beyond so many bytes: an import can be large, and takes
   * three times as much in memory on its way from the driver, for each who reads at the time.
   */
  private static final int BYTES_PER_BLOCK = 1_000_000;

  /**
   * The lengths are those of the rows: a large payload lies elsewhere, and is only fetched where it
   * belongs to the block.
   */
  private static final String BLOCK =
      """
      select sequence_number, payload_type, payload_revision, payload, metadata
      from (
        select sequence_number, payload_type, payload_revision, payload, metadata,
               sum(octet_length(payload)) over (order by sequence_number rows unbounded preceding)
                 - octet_length(payload) as bytes_before
        from event_store.domain_event
        where aggregate_identifier = ? and sequence_number between ? and ?
        order by sequence_number limit ?) block
      where bytes_before < ?
      order by sequence_number
      """;

  private static final String VERSION = "select version from event_store.pile where reader_id = ?";

  private final EventStorageEngine engine;
  private final JdbcOperations jdbc;
  private final EventReader reader;

  DatabasePileStreams(
      EventStore eventStore, EventStorageEngine engine, JdbcOperations jdbc, EventReader reader) {
    super(eventStore);
    this.engine = engine;
    this.jdbc = jdbc;
    this.reader = reader;
  }

  @Override
  public long version(ReaderId readerId) {
    List<Long> version = jdbc.query(VERSION, (row, number) -> row.getLong(1), readerId.number());
    return version.isEmpty() ? 0 : version.getFirst();
  }

  @Override
  public Stream<RecordedEvent> read(ReaderId readerId, long fromVersion) {
    return read(readerId, fromVersion, Long.MAX_VALUE);
  }

  @Override
  public Stream<RecordedEvent> read(ReaderId readerId, long firstVersion, long lastVersion) {
    return StreamSupport.stream(new Blocks(readerId, firstVersion, lastVersion), false);
  }

  @Override
  public Stream<Object> readFromSnapshot(ReaderId readerId) {
    Optional<? extends DomainEventMessage<?>> snapshot = engine.readSnapshot(readerId.toString());
    long version = snapshot.map(message -> message.getSequenceNumber() + 1).orElse(0L);
    return Stream.concat(snapshot.stream().map(Message::getPayload), read(readerId, version + 1));
  }

  /** An event as it is stored. */
  private record Row(long version, String type, String revision, byte[] payload, byte[] metadata) {

    static Row of(ResultSet row, int number) throws SQLException {
      return new Row(
          row.getLong(1) + 1, row.getString(2), row.getString(3), row.getBytes(4), row.getBytes(5));
    }
  }

  /** The events of a stream, fetched when they are needed and made when they are taken. */
  private final class Blocks extends AbstractSpliterator<RecordedEvent> {
    private final String stream;
    private final long last;
    private Iterator<Row> block = List.<Row>of().iterator();
    private long next;
    private int size = FIRST_BLOCK;
    private boolean end;

    Blocks(ReaderId readerId, long first, long last) {
      super(Long.MAX_VALUE, ORDERED | NONNULL);
      this.stream = readerId.toString();
      this.next = first;
      this.last = last;
    }

    @Override
    public boolean tryAdvance(Consumer<? super RecordedEvent> to) {
      if (!block.hasNext() && !end) {
        fetch();
      }
      if (!block.hasNext()) {
        return false;
      }
      Row row = block.next();
      PileEvent event = reader.event(row.type(), row.revision(), row.payload());
      to.accept(reader.recorded(row.version(), event, row.metadata()));
      return true;
    }

    private void fetch() {
      List<Row> rows =
          next > last
              ? List.of()
              : jdbc.query(BLOCK, Row::of, stream, next - 1, last - 1, size, BYTES_PER_BLOCK);
      // Fewer events than asked for are the last ones, unless they are so few for their bytes.
      end =
          rows.size() < size
              && rows.stream().mapToLong(row -> row.payload().length).sum() < BYTES_PER_BLOCK;
      if (!rows.isEmpty()) {
        next = rows.getLast().version() + 1;
        size = Math.min(GROWTH * size, LARGEST_BLOCK);
      }
      block = rows.iterator();
    }
  }
}
