package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's JDBC engine, for streams that nobody creates: two writers of the very first event conflict
 * like those of any later one, where Axon would call it an attempt to create the aggregate twice.
 *
 * <p>An append is one statement: it writes the events, how far their piles go with them, and what
 * is stored beside them. Where there is no transaction around it, it is one by itself, in a single
 * round trip. When it is committed, the followers of piles are told.
 */
final class PileStorageEngine extends JdbcEventStorageEngine {

  /*
   * The statement is right at read committed. That versions are taken once is the unique
   * constraint's doing. The writer of version n has seen n - 1 committed, or has appended it in the
   * same transaction, so the rows of piles are written in the order of versions; the greatest wins
   * all the same. It writes what is stored beside the events first, then the events, and the row of
   * the pile last; so two writers of one pile meet at the constraint, where one fails, and nobody
   * waits in a circle. Where a writer has lined up for the pile, see V8__lining_up.sql, all of the
   * statement fails.
   */

  private static final String COLUMNS =
      "event_identifier, aggregate_identifier, sequence_number, aggregate_type, recorded_at,"
          + " payload_type, payload_revision, payload, metadata";

  private static final String INTO_PILE =
      "insert into event_store.pile as known (reader_id, version) ";

  private static final String ON_KNOWN_PILE =
      " on conflict (reader_id) do update set version = greatest(known.version, excluded.version),"
          + " stored_at = excluded.stored_at";

  private static final String INTO_EVENTS =
      "insert into event_store.domain_event (" + COLUMNS + ") ";

  private final DataSource dataSource;
  private final PileFollowers followers;
  private final ConcurrentMap<Shape, String> statements = new ConcurrentHashMap<>();

  PileStorageEngine(Builder builder, DataSource dataSource, PileFollowers followers) {
    super(builder);
    this.dataSource = dataSource;
    this.followers = followers;
  }

  /**
   * What a statement is made for.
   *
   * @param one one event of a pile, which is the usual command; else events of any piles and of
   *     none
   * @param beside what stores a row beside them
   */
  private record Shape(boolean one, @Nullable String beside) {

    String statement() {
      String with = beside == null ? "with " : "with beside as (" + beside + "), ";
      String ifStoredBeside = beside == null ? "" : " from beside";
      String ifAnyBeside = beside == null ? "" : " and exists (select from beside)";
      return one
          ? with
              + "pile as ("
              + INTO_PILE
              + "select reader_id, version from (values (?, ?)) as pile (reader_id, version)"
              + " where event_store.take_turn(reader_id)"
              + ifAnyBeside
              + ON_KNOWN_PILE
              + ") "
              + INTO_EVENTS
              + "select ?, ?, ?, ?, ?, ?, ?, ?, ?"
              + ifStoredBeside
          : with
              + "event as materialized (select * from unnest(?::text[], ?::text[], ?::bigint[],"
              + " ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])"
              + " with ordinality as event ("
              + COLUMNS
              + ", position)), pile as ("
              + INTO_PILE
              + "select aggregate_identifier::bigint, max(sequence_number) + 1 from event"
              + " where aggregate_type is not null"
              + ifAnyBeside
              + " group by 1 having event_store.take_turn(aggregate_identifier::bigint) order by 1"
              + ON_KNOWN_PILE
              + ") "
              + INTO_EVENTS
              + "select "
              + COLUMNS
              + " from event where true"
              + ifAnyBeside
              + " order by position";
    }
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) {
      return;
    }
    StoredBeside beside = StoredBeside.events();
    List<Row> rows = events.stream().map(event -> Row.of(event, serializer)).toList();
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      if (append(connection, rows, beside) == 0) {
        throw new StoredBeside.StoredBefore();
      }
    } catch (SQLException e) {
      handlePersistenceException(e, events.getFirst());
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
    tellWhenCommitted(events);
  }

  /**
   * A transaction around an append may hold a long stream, which is imported piece by piece; so
   * none of its events are kept until then, only whose they are.
   */
  private void tellWhenCommitted(List<? extends EventMessage<?>> events) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      followers.stored(events);
      return;
    }
    ofThisTransaction().readers.addAll(PileFollowers.readers(events));
  }

  private TellWhenCommitted ofThisTransaction() {
    for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
      if (synchronization instanceof TellWhenCommitted known) {
        return known;
      }
    }
    TellWhenCommitted first = new TellWhenCommitted();
    TransactionSynchronizationManager.registerSynchronization(first);
    return first;
  }

  /** There is one for each transaction, so that each reader is told of once, in their order. */
  private final class TellWhenCommitted implements TransactionSynchronization {
    private final Set<ReaderId> readers = new LinkedHashSet<>();

    @Override
    public void afterCommit() {
      readers.forEach(followers::stored);
    }
  }

  /** How many events were stored: all, or none where nothing could be stored beside them. */
  private int append(Connection connection, List<Row> rows, @Nullable StoredBeside beside)
      throws SQLException {
    Shape shape =
        new Shape(
            rows.size() == 1 && rows.getFirst().type() != null,
            beside == null ? null : beside.insert());
    String sql = statements.computeIfAbsent(shape, Shape::statement);
    try (PreparedStatement append = connection.prepareStatement(sql)) {
      int next = 1;
      if (beside != null) {
        for (Object parameter : beside.parameters()) {
          append.setObject(next++, parameter);
        }
      }
      if (shape.one()) {
        set(append, next, rows.getFirst());
      } else {
        set(append, next, rows);
      }
      return append.executeUpdate();
    }
  }

  private static void set(PreparedStatement append, int first, Row row) throws SQLException {
    int next = first;
    append.setLong(next++, Long.parseLong(row.aggregate()));
    append.setLong(next++, row.sequence() + 1);
    append.setString(next++, row.identifier());
    append.setString(next++, row.aggregate());
    append.setLong(next++, row.sequence());
    append.setString(next++, row.type());
    append.setString(next++, row.recordedAt());
    append.setString(next++, row.payloadType());
    append.setString(next++, row.payloadRevision());
    append.setBytes(next++, row.payload());
    append.setBytes(next, row.metadata());
  }

  private static void set(PreparedStatement append, int first, List<Row> rows) throws SQLException {
    int next = first;
    setArray(append, next++, "text", strings(rows, Row::identifier));
    setArray(append, next++, "text", strings(rows, Row::aggregate));
    setArray(append, next++, "int8", rows.stream().map(Row::sequence).toArray(Long[]::new));
    setArray(append, next++, "text", strings(rows, Row::type));
    setArray(append, next++, "text", strings(rows, Row::recordedAt));
    setArray(append, next++, "text", strings(rows, Row::payloadType));
    setArray(append, next++, "text", strings(rows, Row::payloadRevision));
    setArray(append, next++, "bytea", rows.stream().map(Row::payload).toArray(byte[][]::new));
    setArray(append, next, "bytea", rows.stream().map(Row::metadata).toArray(byte[][]::new));
  }

  private static @Nullable String[] strings(
      List<Row> rows, Function<Row, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static void setArray(
      PreparedStatement append, int parameter, String type, @Nullable Object[] values)
      throws SQLException {
    append.setArray(parameter, append.getConnection().createArrayOf(type, values));
  }

  /** An event as it stands in the table. */
  private record Row(
      String identifier,
      String aggregate,
      long sequence,
      @Nullable String type,
      String recordedAt,
      String payloadType,
      @Nullable String payloadRevision,
      byte[] payload,
      byte[] metadata) {

    @SuppressWarnings("deprecation") // until Axon gives another way
    static Row of(EventMessage<?> message, Serializer serializer) {
      DomainEventMessage<?> event = EventUtils.asDomainEventMessage(message);
      SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
      return new Row(
          event.getIdentifier(),
          event.getAggregateIdentifier(),
          event.getSequenceNumber(),
          event.getType(),
          DateTimeUtils.formatInstant(event.getTimestamp()),
          payload.getType().getName(),
          payload.getType().getRevision(),
          payload.getData(),
          event.serializeMetaData(serializer, byte[].class).getData());
    }
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
