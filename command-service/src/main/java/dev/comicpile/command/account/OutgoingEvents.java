package dev.comicpile.command.account;

import dev.comicpile.api.event.AccountEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Account events on their way to an event store that is not the accounts' database: written with
 * the account, published as soon as that is committed, and then deleted. Any command-service
 * publishes what another one has left behind. An event can be published twice, under the same
 * identifier.
 */
final class OutgoingEvents implements AccountEvents, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutgoingEvents.class);

  private static final int AT_ONCE = 100;

  /** How long what another process has left behind can lie there. */
  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final EventStore eventStore;
  private final Serializer serializer;
  private final Semaphore committed = new Semaphore(0);
  private volatile @Nullable Thread publishing;

  OutgoingEvents(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      EventStore eventStore,
      Serializer eventSerializer) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.eventStore = eventStore;
    this.serializer = eventSerializer;
  }

  private record Outgoing(
      long id, String identifier, String type, String revision, byte[] payload, Instant at) {}

  @Override
  public void publish(AccountEvent event) {
    SerializedObject<byte[]> serialized = serializer.serialize(event, byte[].class);
    jdbc.sql(
            "insert into accounts.outgoing_event (type, revision, payload, recorded_at)"
                + " values (?, ?, ?, ?)")
        .params(
            serialized.getType().getName(),
            serialized.getType().getRevision(),
            serialized.getData(),
            OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC))
        .update();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            committed.release();
          }
        });
  }

  @Override
  public void start() {
    publishing = Thread.ofVirtual().name("account-events").start(this::publishAll);
  }

  @Override
  public void stop() {
    Thread stopped = publishing;
    publishing = null;
    if (stopped != null) {
      stopped.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return publishing != null;
  }

  private void publishAll() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        committed.tryAcquire(LOOK_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        committed.drainPermits();
        while (publishSome() == AT_ONCE) {
          log.debug("There are more account events to publish");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        log.warn("Account events cannot be published at the moment: {}", e.toString());
      }
    }
  }

  /** What another process is at is passed over. */
  private int publishSome() {
    Integer published =
        transaction.execute(
            status -> {
              List<Outgoing> events =
                  jdbc.sql(
                          """
                          select id, event_identifier, type, revision, payload, recorded_at
                          from accounts.outgoing_event order by id limit ?
                          for update skip locked
                          """)
                      .param(AT_ONCE)
                      .query(
                          (row, number) ->
                              new Outgoing(
                                  row.getLong(1),
                                  row.getString(2),
                                  row.getString(3),
                                  row.getString(4),
                                  row.getBytes(5),
                                  row.getObject(6, OffsetDateTime.class).toInstant()))
                      .list();
              if (!events.isEmpty()) {
                eventStore.publish(events.stream().map(this::message).toList());
                jdbc.sql("delete from accounts.outgoing_event where id = any(?)")
                    .param(events.stream().map(Outgoing::id).toArray(Long[]::new))
                    .update();
              }
              return events.size();
            });
    return published == null ? 0 : published;
  }

  private EventMessage<?> message(Outgoing event) {
    Object payload =
        serializer.deserialize(
            new SimpleSerializedObject<>(
                event.payload(), byte[].class, event.type(), event.revision()));
    return new GenericEventMessage<>(
        event.identifier(), payload, MetaData.emptyInstance(), event.at());
  }
}
