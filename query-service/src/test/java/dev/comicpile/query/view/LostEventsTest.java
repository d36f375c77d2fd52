package dev.comicpile.query.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventJson;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.OnlyInDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * The real processors with their real token store are made to lose events and to get them twice;
 * the views end as a fresh fold of the events, or with one reader parked and visible as such.
 */
@TestPropertySource(properties = {"comicpile.gap-timeout=1s", "comicpile.reconcile-interval=1h"})
class LostEventsTest extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Autowired TokenStore tokens;
  @Autowired EventStore eventStore;
  @Autowired EventJson eventJson;
  @Autowired Reconciler reconciler;
  @Autowired Projectors projectors;
  @Autowired AppliedVersions applied;
  @Autowired ViewRows rows;
  @Autowired JdbcClient jdbc;

  private final TestPile pile = played();

  private static TestPile played() {
    return new TestPile(new Random(3)).play(60);
  }

  @BeforeEach
  @AfterEach
  void processorsRun() {
    startProcessors();
  }

  /** Waits until the real processors have come to what was stored last. */
  private void awaitDelivery() {
    TestPile later = new TestPile();
    later.send(new AddThread(later.id(), "Later", "Comic", 1, null, false));
    store(later);
    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> applied.of(view, later.readerId()) == 1);
    }
  }

  private void assertEqualsFreshFold(ViewName view, TestPile of) {
    assertThat(applied.of(view, of.readerId())).isEqualTo(of.version());
    List<String> live = rows.of(view, of.readerId());
    assertThat(projectors.of(view).rebuild(of.readerId(), () -> true)).isTrue();
    assertThat(rows.of(view, of.readerId())).isNotEmpty().isEqualTo(live);
  }

  private void reconcileTwice() {
    reconciler.reconcile();
    reconciler.reconcile();
  }

  @Test
  @OnlyInDatabase("an event can only there be committed late")
  void anEventCommittedAfterTheGapTimeoutIsFoundAllTheSame() throws InterruptedException {
    stopProcessors();
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread slow =
        Thread.ofVirtual()
            .start(
                () ->
                    transactions.executeInTransaction(
                        () -> {
                          eventStore.publish(
                              pile.stream().stream().map(event -> message(pile, event)).toList());
                          written.countDown();
                          awaitUninterruptibly(release);
                        }));
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    TestPile other = played();
    store(other); // behind the gap
    await().pollDelay(Duration.ofMillis(1_500)).until(() -> true); // longer than the gap timeout
    processorsRun();
    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> applied.of(view, other.readerId()) == other.version());
    }
    release.countDown();
    slow.join();

    awaitDelivery();
    for (ViewName view : ViewName.values()) {
      assertThat(applied.of(view, pile.readerId())).as("the processor came by").isZero();
    }
    reconcileTwice();

    for (ViewName view : ViewName.values()) {
      assertEqualsFreshFold(view, pile);
      assertEqualsFreshFold(view, other);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @OnlyInDatabase("an event can only there be committed late")
  void anEventWithinTheGapTimeoutNeedsNoReconciler() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread slow =
        Thread.ofVirtual()
            .start(
                () ->
                    transactions.executeInTransaction(
                        () -> {
                          eventStore.publish(List.of(message(pile, pile.stream().get(0))));
                          written.countDown();
                          awaitUninterruptibly(release);
                        }));
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    awaitDelivery();
    release.countDown();
    slow.join();

    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> applied.of(view, pile.readerId()) == 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLostLastEventIsFoundByTheSecondComparison(ViewName view) {
    store(pile);
    awaitDelivery();
    stopProcessors();
    addThread(pile);
    store(pile);
    skipToHead(view);
    processorsRun();
    awaitDelivery();
    assertThat(applied.of(view, pile.readerId())).isEqualTo(pile.version() - 1);

    reconciler.reconcile();
    assertThat(reconciler.latest(view).readersBehind()).isOne();
    assertThat(reconciler.latest(view).eventsBehind()).isOne();
    reconciler.reconcile();

    assertEqualsFreshFold(view, pile);
    reconciler.reconcile();
    assertThat(reconciler.latest(view)).isEqualTo(new Reconciler.Comparison(0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void lostEventsAreReadFromTheStoreWithTheNextOne(ViewName view) {
    stopProcessors();
    store(pile);
    skipToHead(view);
    processorsRun();
    awaitDelivery();
    assertThat(applied.of(view, pile.readerId())).isZero();

    addThread(pile);
    store(pile);

    await().atMost(LONG).until(() -> applied.of(view, pile.readerId()) == pile.version());
    assertEqualsFreshFold(view, pile);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDeliveredAgainFromTheBeginningChangesNothing(ViewName view) {
    store(pile);
    awaitDelivery();
    List<String> before = rows.of(view, pile.readerId());
    for (int time = 0; time < 3; time++) {
      stopProcessors();
      processing
          .eventProcessor(view.toString(), TrackingEventProcessor.class)
          .orElseThrow()
          .resetTokens();
      processorsRun();
      awaitDelivery();
    }

    assertThat(rows.of(view, pile.readerId())).isEqualTo(before);
    assertEqualsFreshFold(view, pile);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void aPoisonEventParksItsReaderForEverybodyToSee() {
    stopProcessors();
    TestPile other = played();
    store(pile);
    store(other);
    RecordedEvent poison = pile.stream().get(4);
    setPayload(poison, "{\"thread\": \"no thread at all\"}");
    processorsRun();

    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> applied.of(view, other.readerId()) == other.version());
      await().atMost(LONG).until(() -> parked(view).contains(pile.readerId()));
      assertEqualsFreshFold(view, other);
      Answer projections = asAdmin("GET", "/api/admin/projections");
      assertThat(projections.json().get(view.ordinal()).at("/parked/0/reader_id").asLong())
          .isEqualTo(pile.readerId());
    }
    reconcileTwice();
    for (ViewName view : ViewName.values()) {
      assertThat(reconciler.latest(view).readersStuck()).isZero();
    }
    assertThat(get("/health").status()).isEqualTo(200);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(get("/actuator/prometheus").body())
                    .contains("comicpile_projection_parked{view=\"queue\"} 1.0"));

    setPayload(poison, eventJson.write(poison.event()).payload().toString());
    for (ViewName view : ViewName.values()) {
      Answer retried =
          asAdmin(
              "POST", "/api/admin/projections/" + view + "/readers/" + pile.readerId() + "/retry");
      assertThat(retried.status()).isEqualTo(200);
      assertThat(retried.json().get("parked")).isEmpty();
      assertEqualsFreshFold(view, pile);
    }
  }

  private List<Long> parked(ViewName view) {
    return applied.parked(view).stream().map(ParkedReader::readerId).toList();
  }

  private void setPayload(RecordedEvent event, String json) {
    int changed =
        jdbc.sql(
                """
                update event_store.domain_event set payload = convert_to(?, 'UTF8')
                where aggregate_identifier = ? and sequence_number = ?
                """)
            .params(json, pile.id(), event.version() - 1)
            .update();
    assertThat(changed).isOne();
  }

  private static void addThread(TestPile to) {
    to.send(new AddThread(to.id(), "One more", "Comic", 1, null, false));
  }

  /** Lets a processor forget everything that it has not seen yet. */
  private void skipToHead(ViewName view) {
    TrackingToken head = eventStore.createHeadToken();
    transactions.executeInTransaction(
        () -> {
          for (int segment : tokens.fetchSegments(view.toString())) {
            tokens.fetchToken(view.toString(), segment);
            tokens.storeToken(head, view.toString(), segment);
          }
        });
  }
}
