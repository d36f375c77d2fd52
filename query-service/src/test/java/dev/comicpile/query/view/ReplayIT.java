package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.eventstore.EventJson;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.OnlyInDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A view is rebuilt from the events while its readers go on reading and playing. */
class ReplayIT extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Autowired Replays replays;
  @Autowired Projector projector;
  @Autowired Cursors cursors;
  @Autowired EventJson eventJson;
  @Autowired ViewRows rows;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactionManager;

  private final List<TestPile> piles =
      IntStream.range(0, 6).mapToObj(i -> new TestPile(new Random(i)).play(80)).toList();
  private final TestPile early = piles.get(1);
  private final TestPile held = piles.get(3);
  private final TestPile alsoHeld = piles.get(4);
  private final TestPile late = piles.get(5);
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeEach
  void pilesArePlayed() {
    forgetPiles();
    piles.forEach(this::store);
    for (ViewName view : ViewName.values()) {
      piles.forEach(pile -> awaitApplied(view, pile));
    }
  }

  @AfterEach
  void nothingIsLeftUnderWay() {
    release.countDown();
    for (ViewName view : ViewName.values()) {
      if (replays.latest(view).isPresent()) {
        awaitFinished(view);
      }
    }
  }

  private void awaitApplied(ViewName view, TestPile pile) {
    await().atMost(LONG).until(() -> cursors.of(view, pile.id()).version() == pile.version());
  }

  private void awaitFinished(ViewName view) {
    await().atMost(LONG).until(() -> replays.latest(view).orElseThrow().finishedAt() != null);
  }

  /**
   * Keeps everybody from writing the rows of as many readers as are rebuilt at once, until
   * released.
   */
  private void hold(ViewName view) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () ->
                new TransactionTemplate(transactionManager)
                    .executeWithoutResult(
                        status -> {
                          cursors.lock(view, held.id(), true);
                          cursors.lock(view, alsoHeld.id(), true);
                          locked.countDown();
                          awaitRelease();
                        }));
    assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitStoppedAtTheHeldOne(ViewName view) {
    await()
        .atMost(LONG)
        .until(
            () ->
                jdbc.sql("select min(reader_id) from views.replay_reader where view = ?")
                        .param(view.toString())
                        .query(Long.class)
                        .single()
                    == held.id().number());
  }

  private static String path(ViewName view) {
    return "/api/admin/projections/" + view;
  }

  private JsonNode replayOf(ViewName view) {
    for (JsonNode state : asAdmin("GET", "/api/admin/projections").json()) {
      if (state.get("name").asString().equals(view.toString())) {
        return state.get("replay");
      }
    }
    throw new AssertionError("no state of " + view);
  }

  private Map<ReaderId, List<String>> allRows(ViewName view) {
    Map<ReaderId, List<String>> all = new LinkedHashMap<>();
    piles.forEach(pile -> all.put(pile.id(), rows.of(view, pile.id())));
    return all;
  }

  private String answers(TestPile pile) {
    return String.join(
        "\n",
        get(pile, "/api/threads/").body(),
        get(pile, "/api/queue/").body(),
        get(pile, "/api/sessions/").body(),
        get(pile, "/api/undo/history").body());
  }

  @ParameterizedTest
  @EnumSource
  void theRebuiltRowsEqualTheLiveOnesAndEveryAnswerMeanwhileIsRight(ViewName view) {
    Map<ReaderId, List<String>> live = allRows(view);
    List<String> before = piles.stream().map(this::answers).toList();

    assertThat(asAdmin("POST", path(view) + "/replay").status()).isEqualTo(202);
    do {
      assertThat(piles.stream().map(this::answers).toList()).isEqualTo(before);
    } while (replays.latest(view).orElseThrow().finishedAt() == null);

    assertThat(allRows(view)).isEqualTo(live);
    JsonNode replay = replayOf(view);
    assertThat(replay.get("readers_done")).isEqualTo(replay.get("readers_total"));
    assertThat(replay.get("events_done")).isEqualTo(replay.get("events_total"));
    assertThat(replay.get("events_per_second").asLong()).isPositive();
    assertThat(replay.get("seconds_left").asLong()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aReplayMakesRowsAnewThatWereSpoilt(ViewName view) {
    Map<ReaderId, List<String>> live = allRows(view);
    String table =
        switch (view) {
          case QUEUE -> "thread";
          case HISTORY -> "history_entry";
          case ANALYTICS -> "analytics_fact";
        };
    jdbc.sql("delete from views." + table + " where reader_id = ?")
        .param(early.id().number())
        .update();
    assertThat(allRows(view)).isNotEqualTo(live);

    asAdmin("POST", path(view) + "/replay");

    awaitFinished(view);
    assertThat(allRows(view)).isEqualTo(live);
  }

  @ParameterizedTest
  @EnumSource
  void readersGoOnWhileAnotherIsBeingRebuilt(ViewName view) throws InterruptedException {
    hold(view);
    asAdmin("POST", path(view) + "/replay");
    awaitStoppedAtTheHeldOne(view);

    JsonNode replay = replayOf(view);
    assertThat(replay.get("finished_at").isNull()).isTrue();
    assertThat(replay.get("readers_done").asLong())
        .isBetween(3L, replay.get("readers_total").asLong() - 3);
    assertThat(replay.get("events_done").asLong())
        .isBetween(
            early.version(),
            replay.get("events_total").asLong() - held.version() - alsoHeld.version());
    assertThat(replay.get("seconds_left").isNumber()).isTrue();

    Answer second = asAdmin("POST", path(view) + "/replay");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().get("detail").asString())
        .isEqualTo(
            "A replay of %s is under way already. Please wait until it has finished."
                .formatted(view));

    // Who is rebuilt already, who is being rebuilt and who is still to come: all are answered, and
    // what they do meanwhile is applied.
    assertThat(get(held, "/api/threads/").status()).isEqualTo(200);
    assertThat(get(held, "/api/undo/history").status()).isEqualTo(200);
    for (TestPile pile : List.of(early, late)) {
      addThread(pile);
      assertThat(get(pile, "/api/threads/").body()).contains("Meanwhile");
      assertThat(get(pile, "/api/undo/history").body()).contains("Meanwhile");
    }
    addThread(held);

    release.countDown();
    awaitFinished(view);
    piles.forEach(pile -> awaitApplied(view, pile));
    assertThat(get(held, "/api/threads/").body()).contains("Meanwhile");
    Map<ReaderId, List<String>> afterwards = allRows(view);
    piles.forEach(pile -> projector.rebuild(view, pile.id(), () -> true));
    assertThat(allRows(view)).isEqualTo(afterwards);
  }

  private void addThread(TestPile pile) {
    pile.send(
        new AddThread(
            pile.id(), new Title("Meanwhile"), new Format("Comic"), new Issues(1), null, false));
    store(pile);
  }

  @ParameterizedTest
  @EnumSource
  void aRestartResumesWithWhatIsLeft(ViewName view) throws InterruptedException {
    Map<ReaderId, List<String>> live = allRows(view);
    hold(view);
    Replays earlierRun = new Replays(projector, jdbc, Clock.systemUTC(), new SimpleMeterRegistry());
    assertThat(earlierRun.start(view)).isPresent();
    awaitStoppedAtTheHeldOne(view);
    earlierRun.stop();
    release.countDown();
    // What was under way is broken off and undone.
    await().atMost(LONG).until(() -> replays.latest(view).orElseThrow().readersDone() >= 3);
    Replay interrupted = replays.latest(view).orElseThrow();
    assertThat(interrupted.finishedAt()).isNull();
    assertThat(interrupted.readersDone()).isLessThan(interrupted.readersTotal());

    replays.resume();

    awaitFinished(view);
    Replay finished = replays.latest(view).orElseThrow();
    assertThat(finished.startedAt()).isEqualTo(interrupted.startedAt());
    assertThat(finished.readersDone()).isEqualTo(finished.readersTotal());
    assertThat(allRows(view)).isEqualTo(live);
  }

  @Test
  void twoProcessesShareTheWork() {
    Replays other = new Replays(projector, jdbc, Clock.systemUTC(), new SimpleMeterRegistry());
    Map<ReaderId, List<String>> live = allRows(ViewName.HISTORY);

    assertThat(replays.start(ViewName.HISTORY)).isPresent();
    assertThat(other.start(ViewName.HISTORY)).isEmpty();
    other.resume();

    awaitFinished(ViewName.HISTORY);
    assertThat(allRows(ViewName.HISTORY)).isEqualTo(live);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void aReaderWhoseEventsCannotBeReadIsParkedAndTheOthersAreRebuilt() {
    ViewName view = ViewName.QUEUE;
    Map<ReaderId, List<String>> live = allRows(view);
    setPayload("{\"thread\": \"no thread at all\"}");

    asAdmin("POST", path(view) + "/replay");
    awaitFinished(view);

    assertThat(cursors.parked(view)).extracting(Cursors.ParkedReader::readerId).contains(held.id());
    assertThat(allRows(view)).as("the old rows go on answering").isEqualTo(live);

    setPayload(eventJson.write(held.stream().get(2).event()).payload().toString());
    asAdmin("POST", path(view) + "/replay");
    awaitFinished(view);

    assertThat(cursors.parked(view)).isEmpty();
    assertThat(allRows(view)).isEqualTo(live);
  }

  private void setPayload(String json) {
    int changed =
        jdbc.sql(
                """
                update event_store.domain_event set payload = convert_to(?, 'UTF8')
                where aggregate_identifier = ? and sequence_number = 2
                """)
            .params(json, held.id().toString())
            .update();
    assertThat(changed).isOne();
  }

  @Test
  void onlyAdminsReplayAndOnlyViewsThatThereAre() {
    assertThat(get("/api/admin/projections").status()).isEqualTo(401);
    assertThat(get(early, "/api/admin/projections").status()).isEqualTo(403);
    assertThat(asAdmin("GET", "/api/admin/projections/queue/replay").status()).isEqualTo(405);

    Answer unknown = asAdmin("POST", "/api/admin/projections/nothing/replay");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().get("detail").asString())
        .startsWith("There is no projection of that name; there are queue, history");
    assertThat(asAdmin("POST", path(ViewName.QUEUE) + "/readers/999999999/retry").status())
        .isEqualTo(404);
    assertThat(asAdmin("POST", path(ViewName.QUEUE) + "/readers/x/retry").status()).isEqualTo(422);
  }
}
