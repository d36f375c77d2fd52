package dev.comicpile.eventstore;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The move of all events from the database to an Axon Server, as they are: in their order, under
 * their versions, byte by byte. They also stay where they were. A move that was broken off goes on
 * where it ended. Snapshots are left behind, and the processing groups begin at the first event
 * again, of which a view takes only what it lacks.
 */
final class EventMove {

  private static final Logger log = LoggerFactory.getLogger(EventMove.class);

  /** Events appended at a time. */
  private static final int BATCH = 500;

  /** Names the lock of the one move at a time, over all processes. */
  private static final long LOCK = 0x4d6f7665L;

  private static final long PATIENCE_SECONDS = 60;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final EventChannel axonServer;
  private final Serializer serializer;

  EventMove(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      EventChannel axonServer,
      Serializer eventSerializer) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.axonServer = axonServer;
    this.serializer = eventSerializer;
  }

  /**
   * Stops a start in this database if its events are elsewhere.
   *
   * @throws IllegalStateException if a move has begun
   */
  static void requireNone(JdbcClient jdbc) {
    if (is(jdbc, "move_began_at is not null")) {
      throw new IllegalStateException(
          "The events of this database are on Axon Server: say where it is in PILE_AXONSERVER.");
    }
  }

  /**
   * Stops a start on Axon Server if the events are in the database.
   *
   * @throws IllegalStateException if there are events that were not all moved
   */
  static void requireComplete(JdbcClient jdbc) {
    if (is(jdbc, "moved_at is null and exists (select from event_store.domain_event)")) {
      throw new IllegalStateException(
          "This database holds events of its own: move them to Axon Server first, by starting one"
              + " command-service with PILE_MOVE_EVENTS=true.");
    }
  }

  private static boolean is(JdbcClient jdbc, String condition) {
    return jdbc.sql("select " + condition + " from event_store.store_identity")
        .query(Boolean.class)
        .single();
  }

  /**
   * Moves what has not been moved yet.
   *
   * @throws IllegalStateException if the Axon Server holds other events, or another process is at
   *     it
   */
  void run(DataSource dataSource) {
    // Held by a connection, so that it is free as soon as whoever took it has gone.
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet lock = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
        if (!lock.next() || !lock.getBoolean(1)) {
          throw new IllegalStateException(
              "Another process is moving the events: start this one when it has finished.");
        }
      }
      try {
        move();
      } finally {
        statement.execute("select pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The events cannot be moved: " + e.getMessage(), e);
    }
  }

  private void move() {
    if (is(jdbc, "moved_at is not null")) {
      log.info("The events were moved to Axon Server before");
      return;
    }
    begin();
    long moved = requireSameEvents(stored());
    long after = moved == 0 ? Long.MIN_VALUE : globalIndexOf(moved - 1);
    List<StoredEvent> batch = after(after);
    while (!batch.isEmpty()) {
      append(batch);
      moved += batch.size();
      log.info("{} events are on Axon Server", moved);
      batch = after(batch.getLast().globalIndex());
    }
    complete();
    log.info("All {} events have been moved to Axon Server", moved);
  }

  private record StoredEvent(
      long globalIndex,
      String aggregateIdentifier,
      long sequenceNumber,
      @Nullable String aggregateType,
      String identifier,
      String recordedAt,
      String payloadType,
      String payloadRevision,
      byte[] payload,
      byte[] metadata) {}

  private void begin() {
    transaction.executeWithoutResult(
        status -> {
          if (is(jdbc, "move_began_at is null")) {
            if (stored() > 0) {
              throw otherEvents();
            }
            jdbc.sql("alter table event_store.domain_event enable trigger domain_event_moved")
                .update();
            jdbc.sql("update event_store.store_identity set move_began_at = now()").update();
          }
        });
  }

  private static IllegalStateException otherEvents() {
    return new IllegalStateException(
        "The Axon Server holds other events: a move needs one without any.");
  }

  /** How many events the Axon Server holds; it counts them from 0. */
  private long stored() {
    return await(axonServer.getLastToken()) + 1;
  }

  /** The number of events that are there already, which must be the first ones of these. */
  private long requireSameEvents(long stored) {
    if (stored > 0) {
      String last =
          jdbc.sql(
                  "select event_identifier from event_store.domain_event"
                      + " order by global_index offset ? limit 1")
              .param(stored - 1)
              .query(String.class)
              .optional()
              .orElse("");
      try (EventStream events = axonServer.openStream(stored - 2, 1)) {
        if (!events.next().getEvent().getMessageIdentifier().equals(last)) {
          throw otherEvents();
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return stored;
  }

  private long globalIndexOf(long position) {
    return jdbc.sql(
            "select global_index from event_store.domain_event"
                + " order by global_index offset ? limit 1")
        .param(position)
        .query(Long.class)
        .single();
  }

  private List<StoredEvent> after(long globalIndex) {
    return jdbc.sql(
            """
            select global_index, aggregate_identifier, sequence_number, aggregate_type,
                   event_identifier, recorded_at, payload_type, payload_revision, payload, metadata
            from event_store.domain_event where global_index > ? order by global_index limit ?
            """)
        .params(globalIndex, BATCH)
        .query(
            (row, number) ->
                new StoredEvent(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getBytes(9),
                    row.getBytes(10)))
        .list();
  }

  private void append(List<StoredEvent> batch) {
    AppendEventsTransaction appending = axonServer.startAppendEventsTransaction();
    batch.forEach(event -> appending.appendEvent(grpc(event)));
    await(appending.commit());
  }

  private Event grpc(StoredEvent stored) {
    Event.Builder event =
        Event.newBuilder()
            .setMessageIdentifier(stored.identifier())
            .setTimestamp(Instant.parse(stored.recordedAt()).toEpochMilli())
            .setPayload(
                SerializedObject.newBuilder()
                    .setType(stored.payloadType())
                    .setRevision(stored.payloadRevision())
                    .setData(ByteString.copyFrom(stored.payload())));
    if (stored.aggregateType() != null) {
      event
          .setAggregateIdentifier(stored.aggregateIdentifier())
          .setAggregateSequenceNumber(stored.sequenceNumber())
          .setAggregateType(stored.aggregateType());
    }
    MetaData metadata =
        serializer.deserialize(new SerializedMetaData<>(stored.metadata(), byte[].class));
    GrpcMetaDataConverter converter = new GrpcMetaDataConverter(serializer);
    metadata.forEach(
        (key, value) -> event.putMetaData(key, converter.convertToMetaDataValue(value)));
    return event.build();
  }

  private void complete() {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql(
                  """
                  insert into event_store.pile
                  select aggregate_identifier::bigint from event_store.domain_event
                  where sequence_number = 0 and aggregate_type is not null
                  on conflict do nothing
                  """)
              .update();
          // They tell positions in the database.
          jdbc.sql("delete from event_store.token_entry").update();
          jdbc.sql("update event_store.store_identity set moved_at = now()").update();
        });
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Axon Server does not take the events; the move goes on with the next start.", e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(
        "The move was interrupted; it goes on with the next start.", e);
  }
}
