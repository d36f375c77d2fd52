package dev.comicpile.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's JDBC engine, for streams that nobody creates: two writers of the very first event conflict
 * like those of any later one, where Axon would call it an attempt to create the aggregate twice.
 *
 * <p>An append is one statement, which writes the events and how far their piles go with them. When
 * it is committed, the followers of piles are told.
 */
final class PileStorageEngine extends JdbcEventStorageEngine {

  /*
   * Both statements are right at read committed. That versions are taken once is the unique
   * constraint's doing. Whoever appends version n has seen n - 1 committed, or has appended it in the
   * same transaction, so the rows of piles are written in the order of versions; the greatest wins
   * all the same. An append writes its events first and the row of the pile last, so that two writers
   * of one pile meet at the constraint, where one fails, and never wait for each other in a circle.
   */

  private static final String STORED_VERSION =
      """
      on conflict (reader_id) do update
        set version = greatest(known.version, excluded.version), stored_at = excluded.stored_at
      """;

  private static final String COLUMNS =
      """
      (event_identifier, aggregate_identifier, sequence_number, aggregate_type, recorded_at,
       payload_type, payload_revision, payload, metadata)
      """;

  /** One event of a pile: the usual command. */
  private static final String APPEND_ONE =
      "with pile as (insert into event_store.pile as known (reader_id, version) values (?, ?) "
          + STORED_VERSION
          + ") insert into event_store.domain_event "
          + COLUMNS
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** Events of any piles and of none, in their order. */
  private static final String APPEND_MANY =
      """
      with event as materialized (
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                             ?::text[], ?::bytea[], ?::bytea[])
          with ordinality as event
      """
          + COLUMNS.replace(")", ", position)")
          + """
          ), pile as (
            insert into event_store.pile as known (reader_id, version)
            select aggregate_identifier::bigint, max(sequence_number) + 1 from event
            where aggregate_type is not null group by 1 order by 1
          """
          + STORED_VERSION
          + ") insert into event_store.domain_event "
          + COLUMNS
          + """
          select event_identifier, aggregate_identifier, sequence_number, aggregate_type, recorded_at,
                 payload_type, payload_revision, payload, metadata
          from event order by position
          """;

  private final TransactionManager transactions;
  private final PileFollowers followers;

  PileStorageEngine(Builder builder, TransactionManager transactions, PileFollowers followers) {
    super(builder);
    this.transactions = transactions;
    this.followers = followers;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) {
      return;
    }
    List<Row> rows = events.stream().map(event -> Row.of(event, serializer)).toList();
    transactions.executeInTransaction(
        () -> {
          try (Connection connection = getConnection();
              PreparedStatement append =
                  rows.size() == 1 && rows.getFirst().type() != null
                      ? appendOne(connection, rows.getFirst())
                      : appendMany(connection, rows)) {
            append.executeUpdate();
          } catch (SQLException e) {
            handlePersistenceException(e, events.getFirst());
          }
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  followers.stored(events);
                }
              });
        });
  }

  private static PreparedStatement appendOne(Connection connection, Row row) throws SQLException {
    PreparedStatement append = connection.prepareStatement(APPEND_ONE);
    append.setLong(1, Long.parseLong(row.aggregate()));
    append.setLong(2, row.sequence() + 1);
    append.setString(3, row.identifier());
    append.setString(4, row.aggregate());
    append.setLong(5, row.sequence());
    append.setString(6, row.type());
    append.setString(7, row.recordedAt());
    append.setString(8, row.payloadType());
    append.setString(9, row.payloadRevision());
    append.setBytes(10, row.payload());
    append.setBytes(11, row.metadata());
    return append;
  }

  private static PreparedStatement appendMany(Connection connection, List<Row> rows)
      throws SQLException {
    PreparedStatement append = connection.prepareStatement(APPEND_MANY);
    List<Function<Row, @Nullable Object>> columns =
        List.of(
            Row::identifier,
            Row::aggregate,
            Row::sequence,
            Row::type,
            Row::recordedAt,
            Row::payloadType,
            Row::payloadRevision,
            Row::payload,
            Row::metadata);
    List<String> types =
        List.of("text", "text", "int8", "text", "text", "text", "text", "bytea", "bytea");
    for (int i = 0; i < columns.size(); i++) {
      append.setArray(
          i + 1,
          connection.createArrayOf(
              types.get(i),
              types.get(i).equals("bytea")
                  ? rows.stream().map(columns.get(i)).map(byte[].class::cast).toArray(byte[][]::new)
                  : rows.stream().map(columns.get(i)).toArray()));
    }
    return append;
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

    static Row of(EventMessage<?> message, Serializer serializer) {
      DomainEventMessage<?> event = EventUtils.asDomainEventMessage(message);
      var payload = event.serializePayload(serializer, byte[].class);
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
