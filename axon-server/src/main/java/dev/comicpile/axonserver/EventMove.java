package dev.comicpile.axonserver;

import com.google.protobuf.ByteString;
import dev.comicpile.eventstore.AdvisoryLocks;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The move of all events from the database to an Axon Server, as they are: in their order, under
 * their versions, byte by byte. They also stay where they were. A move that was broken off goes on
 * where it ended. Snapshots are left behind, and the views go on from the versions that they have.
 */
final class EventMove {

  private static final Logger log = LoggerFactory.getLogger(EventMove.class);

  /** Events appended at a time. */
  private static final int BATCH = 500;

  /** Names the lock of the one move at a time, over all processes. */
  private static final long LOCK = 0x4d6f7665L;

  private static final long PATIENCE_SECONDS = 60;

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Supplier<EventChannel> axonServer;
  private final Serializer serializer;
  private final GrpcMetaDataConverter converter;

  EventMove(
      JdbcTemplate template,
      TransactionTemplate transaction,
      Supplier<EventChannel> axonServer,
      Serializer eventSerializer) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
    this.transaction = transaction;
    this.axonServer = axonServer;
    this.serializer = eventSerializer;
    this.converter = new GrpcMetaDataConverter(eventSerializer);
  }

  /**
   * Stops a start on Axon Server if the events are in the database.
   *
   * @throws IllegalStateException if there are events that were not all moved
   */
  void requireComplete() {
    if (is("moved_at is null and exists (select from event_store.domain_event)")) {
      throw new IllegalStateException(
          "This database holds events of its own: move them to Axon Server first, by starting one"
              + " command-service with PILE_MOVE_EVENTS=true.");
    }
  }

  private boolean is(String condition) {
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
  void run() {
    long moved =
        AdvisoryLocks.alone(template, LOCK, this::move)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Another process is moving the events: start this one when it has"
                            + " finished."));
    log.info("{} events have been moved to Axon Server now", moved);
  }

  /** How many events were still to be moved. */
  private long move() {
    if (is("moved_at is not null")) {
      return 0;
    }
    begin();
    long moved = 0;
    List<Moving> batch = after(lastMoved());
    while (!batch.isEmpty()) {
      append(batch);
      moved += batch.size();
      log.info("{} events have been moved so far", moved);
      batch = after(batch.getLast().globalIndex());
    }
    complete();
    return moved;
  }

  /** An event on its way, and where it stands in the database. */
  private record Moving(long globalIndex, Event event) {}

  private void begin() {
    transaction.executeWithoutResult(
        status -> {
          if (is("move_began_at is null")) {
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
    return await(axonServer.get().getLastToken()) + 1;
  }

  private record Place(long globalIndex, String identifier) {}

  /**
   * Where the last event that has been moved stands in the database; before all of them if none
   * has. Those on the Axon Server must be the first ones of these.
   */
  private long lastMoved() {
    long stored = stored();
    if (stored == 0) {
      return Long.MIN_VALUE;
    }
    Place last =
        jdbc.sql(
                "select global_index, event_identifier from event_store.domain_event"
                    + " order by global_index offset ? limit 1")
            .param(stored - 1)
            .query((row, number) -> new Place(row.getLong(1), row.getString(2)))
            .optional()
            .orElseThrow(EventMove::otherEvents);
    try (EventStream events = axonServer.get().openStream(stored - 2, 1)) {
      if (!events.next().getEvent().getMessageIdentifier().equals(last.identifier())) {
        throw otherEvents();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return last.globalIndex();
  }

  private List<Moving> after(long globalIndex) {
    return jdbc.sql(
            """
            select global_index, aggregate_identifier, sequence_number, aggregate_type,
                   event_identifier, recorded_at, payload_type, payload_revision, payload, metadata
            from event_store.domain_event where global_index > ? order by global_index limit ?
            """)
        .params(globalIndex, BATCH)
        .query((row, number) -> new Moving(row.getLong(1), event(row)))
        .list();
  }

  private void append(List<Moving> batch) {
    AppendEventsTransaction appending = axonServer.get().startAppendEventsTransaction();
    batch.forEach(moving -> appending.appendEvent(moving.event()));
    await(appending.commit());
  }

  private Event event(ResultSet row) throws SQLException {
    Event.Builder event =
        Event.newBuilder()
            .setMessageIdentifier(row.getString("event_identifier"))
            .setTimestamp(Instant.parse(row.getString("recorded_at")).toEpochMilli())
            .setPayload(
                SerializedObject.newBuilder()
                    .setType(row.getString("payload_type"))
                    .setRevision(row.getString("payload_revision"))
                    .setData(ByteString.copyFrom(row.getBytes("payload"))));
    String aggregateType = row.getString("aggregate_type");
    if (aggregateType != null) {
      event
          .setAggregateIdentifier(row.getString("aggregate_identifier"))
          .setAggregateSequenceNumber(row.getLong("sequence_number"))
          .setAggregateType(aggregateType);
    }
    MetaData metadata =
        serializer.deserialize(new SerializedMetaData<>(row.getBytes("metadata"), byte[].class));
    metadata.forEach(
        (key, value) -> event.putMetaData(key, converter.convertToMetaDataValue(value)));
    return event.build();
  }

  private void complete() {
    transaction.executeWithoutResult(
        status -> {
          // The table of piles tells already how far each of them goes.
          jdbc.sql("update event_store.store_identity set followed_to = ?")
              .param(stored() - 1)
              .update();
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
