package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventJson;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.OnlyInDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wake-ups are lost, late and doubled; the views end as a fresh fold of the events, or with their
 * readers parked and visible as such.
 */
class LostEventsIT extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  @Autowired LiveEvents live;
  @Autowired EventJson eventJson;
  @Autowired Reconciler reconciler;
  @Autowired Projector projector;
  @Autowired Cursors cursors;
  @Autowired ViewRows rows;
  @Autowired JdbcClient jdbc;

  private final TestPile pile = played();

  private static TestPile played() {
    return new TestPile(new Random(3)).play(60);
  }

  @BeforeEach
  void noOthersAreBehind() {
    forgetPiles();
  }

  @AfterEach
  void followersRun() {
    startFollowing();
  }

  private void awaitAll(TestPile of) {
    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> cursors.of(view, of.id()).version() == of.version());
    }
  }

  private void assertEqualsFreshFold(ViewName view, TestPile of) {
    assertThat(cursors.of(view, of.id()).version()).isEqualTo(of.version());
    List<String> live = rows.of(view, of.id());
    assertThat(projector.rebuild(view, of.id(), () -> true)).isTrue();
    assertThat(rows.of(view, of.id())).isNotEmpty().isEqualTo(live);
  }

  @Test
  @OnlyInDatabase("an event can only there be committed late")
  void anEventThatIsCommittedLongAfterOthersIsShownAtOnce() throws InterruptedException {
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
    store(other);
    awaitAll(other);
    reconciler.reconcile();
    for (ViewName view : ViewName.values()) {
      assertThat(cursors.of(view, pile.id()).version()).isZero();
    }
    release.countDown();
    slow.join();

    awaitAll(pile);
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
  void aLostWakeUpIsFoundByTheNextLook() {
    store(pile);
    awaitAll(pile);
    reconciler.reconcile();
    stopFollowing();
    addThread(pile);
    store(pile);
    // How far the pile goes is entered a little later on an Axon Server.
    await()
        .until(
            () ->
                jdbc.sql("select version from event_store.pile where reader_id = ?")
                        .param(pile.id().number())
                        .query(Long.class)
                        .single()
                    == pile.version());
    followersRun();

    reconciler.reconcile();

    for (ViewName view : ViewName.values()) {
      assertThat(reconciler.latest(view).readersBehind()).isOne();
      assertThat(reconciler.latest(view).eventsBehind()).isOne();
    }
    awaitAll(pile);
    for (ViewName view : ViewName.values()) {
      assertEqualsFreshFold(view, pile);
    }
    reconciler.reconcile();
    for (ViewName view : ViewName.values()) {
      assertThat(reconciler.latest(view)).isEqualTo(new Reconciler.Comparison(0, 0, 0));
    }
  }

  @Test
  void whatWasLostIsReadFromTheStoreWithTheNextEvent() {
    stopFollowing();
    store(pile);
    followersRun();
    for (ViewName view : ViewName.values()) {
      assertThat(cursors.of(view, pile.id()).version()).isZero();
    }

    addThread(pile);
    store(pile);

    awaitAll(pile);
    for (ViewName view : ViewName.values()) {
      assertEqualsFreshFold(view, pile);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToldAgainFromTheBeginningChangesNothing(ViewName view) {
    store(pile);
    awaitAll(pile);
    List<String> before = rows.of(view, pile.id());
    for (int time = 0; time < 3; time++) {
      live.stored(pile.id(), pile.stream());
      live.changed(pile.id(), null);
    }
    await().atMost(LONG).until(() -> live.backlog() == 0);

    assertThat(rows.of(view, pile.id())).isEqualTo(before);
    assertEqualsFreshFold(view, pile);
  }

  /** Twelve readers whose events cannot be read, and six who play meanwhile. */
  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void readersWhoseEventsCannotBeReadHoldUpNobody() {
    stopFollowing();
    List<TestPile> broken = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      TestPile one = played();
      store(one);
      setPayload(one, one.stream().get(i), "{\"thread\": \"no thread at all\"}");
      broken.add(one);
    }
    List<TestPile> healthy = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      healthy.add(new TestPile());
    }
    Map<ViewName, Integer> parkedBefore = new EnumMap<>(ViewName.class);
    for (ViewName view : ViewName.values()) {
      parkedBefore.put(view, parked(view).size());
    }
    followersRun();
    broken.forEach(one -> live.changed(one.id(), null));

    for (int turn = 0; turn < 20; turn++) {
      for (TestPile one : healthy) {
        addThread(one);
        store(one);
      }
      broken.forEach(one -> live.changed(one.id(), null));
      for (TestPile one : healthy) {
        long start = System.nanoTime();
        for (String read : List.of("/api/threads", "/api/undo/history", "/api/analytics")) {
          assertThat(get(one, read).status()).as(read).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      }
    }

    for (ViewName view : ViewName.values()) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(parked(view))
                      .containsAll(broken.stream().map(TestPile::id).toList())
                      .hasSize(parkedBefore.getOrDefault(view, 0) + 12));
      for (int i = 0; i < 12; i++) {
        long version = cursors.of(view, broken.get(i).id()).version();
        assertThat(version).isLessThanOrEqualTo(i);
        assertThat(parkedAt(view, broken.get(i))).isEqualTo(i + 1);
      }
      healthy.forEach(one -> assertEqualsFreshFold(view, one));
    }
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(get("/actuator/prometheus").body())
                    .contains(
                        "comicpile_projection_parked{view=\"queue\"} "
                            + (parkedBefore.getOrDefault(ViewName.QUEUE, 0) + 12)
                            + ".0"));
    for (TestPile one : broken) {
      for (RecordedEvent event : one.stream().subList(0, 12)) {
        setPayload(one, event, eventJson.write(event.event()).payload().toString());
      }
      for (ViewName view : ViewName.values()) {
        assertThat(projector.catchUp(view, one.id())).isTrue();
      }
    }
  }

  private long parkedAt(ViewName view, TestPile of) {
    return cursors.parked(view).stream()
        .filter(reader -> reader.readerId().equals(of.id()))
        .findFirst()
        .orElseThrow()
        .version();
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void aPoisonEventParksItsReaderForEverybodyToSee() {
    stopFollowing();
    TestPile other = played();
    store(pile);
    store(other);
    RecordedEvent poison = pile.stream().get(4);
    setPayload(pile, poison, "{\"thread\": \"no thread at all\"}");
    followersRun();
    live.changed(pile.id(), null);
    live.changed(other.id(), null);

    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> cursors.of(view, other.id()).version() == other.version());
      await().atMost(LONG).until(() -> parked(view).contains(pile.id()));
      assertEqualsFreshFold(view, other);
      Answer projections = asAdmin("GET", "/api/admin/projections");
      assertThat(projections.json().get(view.ordinal()).at("/parked/0/reader_id").asLong())
          .isEqualTo(pile.id().number());
    }
    reconciler.reconcile();
    reconciler.reconcile();
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

    setPayload(pile, poison, eventJson.write(poison.event()).payload().toString());
    for (ViewName view : ViewName.values()) {
      Answer retried =
          asAdmin("POST", "/api/admin/projections/" + view + "/readers/" + pile.id() + "/retry");
      assertThat(retried.status()).isEqualTo(200);
      assertThat(retried.json().get("parked")).isEmpty();
      assertEqualsFreshFold(view, pile);
    }
  }

  @ParameterizedTest
  @EnumSource
  @OnlyInDatabase("it changes stored events by SQL")
  void aReaderStaysParkedUntilTheEventCanBeRead(ViewName view) {
    store(pile);
    awaitAll(pile);
    long shown = pile.version();
    RecordedEvent broken = pile.stream().get(3);
    setPayload(pile, broken, "{\"thread\": \"no thread at all\"}");
    assertThat(projector.rebuild(view, pile.id(), () -> true)).isFalse();

    addThread(pile);
    store(pile);
    await().atMost(LONG).until(() -> live.backlog() == 0);
    live.changed(pile.id(), null);
    await().atMost(LONG).until(() -> live.backlog() == 0);
    assertThat(projector.catchUp(view, pile.id())).isFalse();

    assertThat(cursors.of(view, pile.id()).parkedAt()).isEqualTo(4);
    assertThat(cursors.of(view, pile.id()).version()).isEqualTo(shown);
    assertParkedIsSaid(view);
    for (String path : List.of("/api/history/state", "/api/history/events")) {
      Answer past = get(pile.id(), path);
      assertThat(past.status()).as(path).isEqualTo(503);
      assertThat(past.header("Retry-After")).isNotEmpty();
    }

    setPayload(pile, broken, eventJson.write(broken.event()).payload().toString());
    assertThat(projector.catchUp(view, pile.id())).isTrue();
    assertThat(cursors.of(view, pile.id()).parkedAt()).isNull();
    assertEqualsFreshFold(view, pile);
  }

  /** Who asks for the last change hears at once why it is not shown; the older pile is there. */
  private void assertParkedIsSaid(ViewName view) {
    String path =
        switch (view) {
          case QUEUE -> "/api/threads";
          case HISTORY -> "/api/undo/history";
          case ANALYTICS -> "/api/analytics";
        };
    long start = System.nanoTime();
    Answer late = get(pile, path);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.header("Retry-After")).isEqualTo("300");
    assertThat(late.json().get("detail").asString())
        .isEqualTo(
            "Your pile cannot be shown as it is now: its version 4 cannot be read. Whoever runs"
                + " this server can see why.");
    assertThat(get(pile.id(), path).status()).isEqualTo(200);
  }

  private List<ReaderId> parked(ViewName view) {
    return cursors.parked(view).stream().map(Cursors.ParkedReader::readerId).toList();
  }

  private void setPayload(TestPile of, RecordedEvent event, String json) {
    int changed =
        jdbc.sql(
                """
                update event_store.domain_event set payload = convert_to(?, 'UTF8')
                where aggregate_identifier = ? and sequence_number = ?
                """)
            .params(json, of.id().toString(), event.version() - 1)
            .update();
    assertThat(changed).isOne();
  }

  private static void addThread(TestPile to) {
    to.send(
        new AddThread(
            to.id(), new Title("One more"), new Format("Comic"), new Issues(1), null, false));
  }
}
