package dev.comicpile.eventstore;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.AccountEvent;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.testing.TestDatabase;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = EventStoreIT.Program.class)
class EventStoreIT {

  private static final AtomicLong LAST_READER = new AtomicLong(1_000_000);
  private static final Instant AT = Instant.parse("2026-03-01T20:15:30.123Z");

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", TestDatabase::url);
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(NotingFollower.class)
  static class Program {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  /** Notes what it is told. */
  static class NotingFollower implements PileFollower {
    final Map<ReaderId, List<RecordedEvent>> stored = new ConcurrentHashMap<>();
    final List<ReaderId> changed = new CopyOnWriteArrayList<>();

    @Override
    public void stored(ReaderId readerId, List<RecordedEvent> events) {
      this.stored.computeIfAbsent(readerId, reader -> new CopyOnWriteArrayList<>()).addAll(events);
    }

    @Override
    public void changed(ReaderId readerId, @org.jspecify.annotations.Nullable String traceparent) {
      changed.add(readerId);
    }
  }

  @Autowired EventStore events;
  @Autowired EventGateway eventGateway;
  @Autowired EventStorageEngine engine;
  @Autowired TransactionManager transactions;
  @Autowired PileStreams streams;
  @Autowired EventReader eventReader;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;
  @Autowired StoreIdentity store;
  @Autowired NotingFollower noting;
  @Autowired PileStore piles;
  @Autowired TaskScheduler scheduler;

  private final ReaderId readerId = new ReaderId(LAST_READER.incrementAndGet());
  private final String reader = readerId.toString();

  private DomainEventMessage<?> event(long version, PileEvent event) {
    return event(readerId, version, event);
  }

  private static DomainEventMessage<?> event(ReaderId readerId, long version, PileEvent event) {
    return new GenericDomainEventMessage<>(
        "Pile",
        readerId.toString(),
        version - 1,
        event,
        MetaData.with(EventMetadata.ACTION, event.type().toString())
            .and(EventMetadata.ACTION_VERSION, version));
  }

  private void append(DomainEventMessage<?>... messages) {
    transactions.executeInTransaction(() -> engine.appendEvents(messages));
  }

  @Test
  void aStreamIsReadAsItWasWritten() {
    append(event(1, new SessionStarted(new SessionId(3), dev.comicpile.api.Die.D6, null, AT)));
    append(event(2, new ThreadDeleted(new ThreadId(7), "Hellboy", 1, AT)));

    assertThat(streams.read(readerId, 1))
        .containsExactly(
            new RecordedEvent(
                1,
                new SessionStarted(new SessionId(3), dev.comicpile.api.Die.D6, null, AT),
                ActionType.SESSION_START,
                1),
            new RecordedEvent(
                2, new ThreadDeleted(new ThreadId(7), "Hellboy", 1, AT), ActionType.DELETE, 2));
    assertThat(streams.read(readerId, 2)).extracting(RecordedEvent::version).containsExactly(2L);
    assertThat(streams.version(readerId)).isEqualTo(2);
    assertThat(streams.version(new ReaderId(987_654_321))).isZero();
  }

  private long storedVersion() {
    return piles.after(new ReaderId(readerId.number() - 1), 1).stream()
        .filter(pile -> pile.readerId().equals(readerId))
        .mapToLong(PileStore.StoredPile::version)
        .findFirst()
        .orElse(0);
  }

  @Test
  void aPileIsLoadedAMegabyteAtATime() {
    String long600k = "x".repeat(600_000);
    for (int version = 1; version <= 4; version++) {
      append(event(version, new ThreadDeleted(new ThreadId(version), long600k, 1, AT)));
    }
    JdbcTemplate jdbcTemplate = spy(new JdbcTemplate(dataSource));
    PileStreams loading = new DatabasePileStreams(events, engine, jdbcTemplate, eventReader);

    assertThat(loading.readFromSnapshot(readerId)).hasSize(4);
    verify(jdbcTemplate, times(3))
        .query(anyString(), ArgumentMatchers.<RowMapper<?>>any(), any(Object[].class));
  }

  @Test
  void thePilesVersionIsStoredWithItsEvents() {
    assertThat(storedVersion()).isZero();

    append(event(1, new ThreadDeleted(new ThreadId(7), "first", 1, AT)));
    assertThat(storedVersion()).isEqualTo(1);

    append(
        event(2, new ThreadDeleted(new ThreadId(8), "second", 1, AT)),
        event(3, new ThreadDeleted(new ThreadId(9), "third", 1, AT)));
    assertThat(storedVersion()).isEqualTo(3);
    assertThat(streams.read(readerId, 1))
        .extracting(RecordedEvent::version)
        .containsExactly(1L, 2L, 3L);

    assertThatThrownBy(
            () ->
                transactions.executeInTransaction(
                    () -> {
                      engine.appendEvents(
                          event(4, new ThreadDeleted(new ThreadId(10), "never", 1, AT)));
                      throw new IllegalStateException("told to fail");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(storedVersion()).isEqualTo(3);
  }

  @Test
  void followersAreToldWhatWasStored() {
    engine.appendEvents(event(1, new ThreadDeleted(new ThreadId(7), "first", 1, AT)));

    assertThat(noting.stored.get(readerId))
        .containsExactly(
            new RecordedEvent(
                1, new ThreadDeleted(new ThreadId(7), "first", 1, AT), ActionType.DELETE, 1));
  }

  @Test
  void followersAreToldOfATransactionAfterItsCommit() {
    transactions.executeInTransaction(
        () -> {
          engine.appendEvents(event(1, new ThreadDeleted(new ThreadId(7), "first", 1, AT)));
          assertThat(noting.changed).doesNotContain(readerId);
        });

    assertThat(noting.changed).contains(readerId);
  }

  @Test
  void ofEachReaderInATransactionFollowersAreToldOnceInOrder() {
    List<ReaderId> readers =
        Stream.generate(() -> new ReaderId(LAST_READER.incrementAndGet())).limit(20).toList();
    transactions.executeInTransaction(
        () -> {
          for (int version = 1; version <= 2; version++) {
            PileEvent deleted = new ThreadDeleted(new ThreadId(version), "deleted", 1, AT);
            for (ReaderId each : readers.reversed()) {
              engine.appendEvents(event(each, version, deleted));
            }
          }
        });

    assertThat(noting.changed)
        .filteredOn(readers::contains)
        .containsExactlyElementsOf(readers.reversed());
  }

  /** An import appends a long stream piece by piece within one transaction. */
  @Test
  void whatATransactionHasAppendedIsNotHeldUntilItsCommit() {
    transactions.executeInTransaction(
        () -> {
          WeakReference<PileEvent> appended = appended(1);
          await()
              .until(
                  () -> {
                    System.gc();
                    return appended.refersTo(null);
                  });
        });
  }

  private WeakReference<PileEvent> appended(long version) {
    PileEvent event = new ThreadDeleted(new ThreadId(7), "first", 1, AT);
    engine.appendEvents(event(version, event));
    return new WeakReference<>(event);
  }

  @Test
  void followersAreNotToldOfWhatIsRolledBackNorOfAccounts() {
    assertThatThrownBy(
            () ->
                transactions.executeInTransaction(
                    () -> {
                      engine.appendEvents(
                          event(1, new ThreadDeleted(new ThreadId(7), "never", 1, AT)));
                      throw new IllegalStateException("told to fail");
                    }))
        .isInstanceOf(IllegalStateException.class);
    transactions.executeInTransaction(
        () -> eventGateway.publish(new AccountEvent.ReaderRegistered(new ReaderId(9), reader, AT)));

    assertThat(noting.stored).doesNotContainKeys(readerId, new ReaderId(9));
    assertThat(noting.changed).doesNotContain(readerId, new ReaderId(9));
  }

  @Test
  void followersHearOfOtherProcesses() {
    DatabaseSignals other = new DatabaseSignals(dataSource);
    other.start();
    try {
      await()
          .untilAsserted(
              () -> {
                other.send(PileFollowers.TOPIC, reader);
                assertThat(noting.changed).contains(readerId);
              });
    } finally {
      other.stop();
    }
  }

  @Test
  void aVersionThatIsTakenIsAConflict() {
    append(event(1, new ThreadDeleted(new ThreadId(7), "first", 1, AT)));
    append(event(2, new ThreadDeleted(new ThreadId(7), "second", 1, AT)));

    assertThatThrownBy(() -> append(event(2, new ThreadDeleted(new ThreadId(7), "late", 1, AT))))
        .isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> append(event(1, new ThreadDeleted(new ThreadId(7), "late", 1, AT))))
        .isInstanceOf(ConcurrencyException.class);
  }

  @Test
  void anEventOfANewerProgramStopsWhoeverReadsThatStream() {
    append(event(1, new ThreadDeleted(new ThreadId(7), "first", 1, AT)));
    jdbc.sql(
            "update event_store.domain_event set payload_revision = '2'"
                + " where aggregate_identifier = ?")
        .param(reader)
        .update();

    assertThatThrownBy(() -> streams.read(readerId, 1).toList())
        .isInstanceOf(UnknownEvent.class)
        .hasMessageContaining("'ThreadDeleted' of revision 2");
  }

  @Test
  void anEventOfAnOlderRevisionIsReadAndDeliveredInThePresentOne() {
    ThreadChosen chosen =
        new ThreadChosen(
            new SessionId(3),
            new ThreadId(7),
            reader,
            SelectionMethod.OVERRIDE,
            dev.comicpile.api.Die.D6,
            1,
            0,
            0,
            AT);
    transactions.executeInTransaction(
        () -> {
          engine.appendEvents(event(1, chosen));
          jdbc.sql(
                  """
                  update event_store.domain_event
                  set payload_revision = '1',
                      payload = convert_to(
                        replace(convert_from(payload, 'UTF8'), 'selection_method', 'method'),
                        'UTF8')
                  where aggregate_identifier = ? and payload_revision = '2'
                  """)
              .param(reader)
              .update();
        });

    assertThat(streams.read(readerId, 1)).extracting(RecordedEvent::event).containsExactly(chosen);
    assertThat(
            jdbc.sql(
                    "select revision || ' ' || (payload->>'method') from event_store.event_audit"
                        + " where reader_id = ?")
                .param(reader)
                .query(String.class)
                .single())
        .isEqualTo("1 override");
  }

  @Test
  void theStoredNameIsStableAndTheAuditViewReadsThePayload() {
    append(event(1, new ThreadDeleted(new ThreadId(7), "Hellboy", 1, AT)));

    assertThat(
            jdbc.sql(
                    "select type || ' ' || revision || ' ' || (payload->>'thread_id') || ' '"
                        + " || (metadata->>'action') from event_store.event_audit"
                        + " where reader_id = ?")
                .param(reader)
                .query(String.class)
                .single())
        .isEqualTo("ThreadDeleted 1 7 delete");
  }

  @Test
  void theHighestVersionIsReadFromTheIndexAlone() {
    append(event(1, new ThreadDeleted(new ThreadId(7), "Hellboy", 1, AT)));

    assertThat(
            String.join(
                "\n",
                jdbc.sql(
                        "explain select max(sequence_number) from event_store.domain_event"
                            + " where aggregate_identifier = '1'")
                    .query(String.class)
                    .list()))
        .contains("Index Only Scan Backward using domain_event_version");
  }

  @Test
  void anAccountEventGoesWithItsTransaction() {
    assertThatThrownBy(
            () ->
                transactions.executeInTransaction(
                    () -> {
                      eventGateway.publish(
                          new AccountEvent.ReaderRegistered(new ReaderId(6), reader, AT));
                      throw new IllegalStateException("no such account after all");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(
            jdbc.sql(
                    "select count(*) from event_store.domain_event"
                        + " where convert_from(payload, 'UTF8') like ?")
                .param("%" + reader + "%")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void transactionsAreSpringsBoundedByTheServerAndLazy() {
    assertThat(transactions).isInstanceOf(SpringTransactionManager.class);
    assertThat(engine).isInstanceOf(JdbcEventStorageEngine.class);
    assertThat(dataSource).isInstanceOf(LazyConnectionDataSourceProxy.class);
    assertThat(jdbc.sql("show transaction_timeout").query(String.class).single()).isEqualTo("20s");
  }

  @Test
  void aTransactionThatNeedsLongerIsGivenTheTime() {
    transactions.executeInTransaction(
        () -> {
          jdbc.sql("set local transaction_timeout = 0").update();
          jdbc.sql("set local transaction_timeout = '500ms'").update();
          LongTransactions.allow(jdbc);
          jdbc.sql("select pg_sleep(1)").query(row -> {});
        });
  }

  @Test
  void nobodyAppendsToAPileThatSomebodyElseHasLinedUpFor() {
    append(event(1, new ThreadDeleted(new ThreadId(7), "first", 1, AT)));

    piles.alone(
        readerId,
        () -> {
          assertThatThrownBy(
                  () ->
                      CompletableFuture.runAsync(
                              () ->
                                  engine.appendEvents(
                                      event(2, new ThreadDeleted(new ThreadId(7), "a", 1, AT))))
                          .join())
              .hasCauseInstanceOf(ConcurrencyException.class);
          assertThatThrownBy(
                  () ->
                      CompletableFuture.runAsync(
                              () ->
                                  engine.appendEvents(
                                      event(2, new ThreadDeleted(new ThreadId(7), "a", 1, AT)),
                                      event(3, new ThreadDeleted(new ThreadId(8), "b", 1, AT))))
                          .join())
              .hasCauseInstanceOf(ConcurrencyException.class);
          engine.appendEvents(event(2, new ThreadDeleted(new ThreadId(7), "second", 1, AT)));
          return true;
        });

    engine.appendEvents(event(3, new ThreadDeleted(new ThreadId(7), "third", 1, AT)));
    assertThat(streams.version(readerId)).isEqualTo(3);
  }

  @Test
  void aTaskThatTakesLongKeepsNoOtherWaiting() {
    CountDownLatch ran = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    Future<?> slow =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            Duration.ofHours(1));

    Future<?> quick = scheduler.scheduleWithFixedDelay(ran::countDown, Duration.ofMillis(10));

    await().untilAsserted(() -> assertThat(ran.getCount()).isZero());
    quick.cancel(false);
    slow.cancel(false);
    end.countDown();
  }

  @Test
  void theStoreKnowsWhichOneItIs() {
    assertThat(jdbc.sql("select id from event_store.store_identity").query(String.class).single())
        .isEqualTo(store.storeId());
  }
}
