package dev.comicpile.query;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.EventStoreOfTests;
import dev.comicpile.testing.OnlyInDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The raw stream, and the pile as it was. */
class HistoryReadsIT extends QueryTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;

  private final TestPile pile = new TestPile();

  private long add(String title) {
    pile.send(
        new AddThread(
            pile.id(), new Title(title), new Format("Comic"), new Issues(5), null, false));
    return Collections.max(pile.pile().contents().threads().keySet()).number();
  }

  private List<JsonNode> lines(String query) {
    Answer answer =
        get(
            pile.id(),
            "/api/history/events" + query,
            "Accept",
            "application/x-ndjson",
            "Pile-Version",
            Long.toString(pile.version()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(answer.body())
        .satisfiesAnyOf(b -> assertThat(b).isEmpty(), b -> assertThat(b).endsWith("\n"));
    return answer.body().lines().map(JSON::readTree).toList();
  }

  private static List<Long> versions(Iterable<JsonNode> events) {
    List<Long> versions = new java.util.ArrayList<>();
    events.forEach(event -> versions.add(event.get("version").asLong()));
    return versions;
  }

  @Test
  void theStreamTellsAllThatWasDecided() {
    long a = add("A");
    long b = add("B");
    pile.send(new RollDie(pile.id()));
    pile.send(new RateThread(pile.id(), new Rating(4.5), new Issues(1), false, null));
    pile.send(new UndoAction(pile.id(), null));
    store(pile);
    DieRolled rolled = (DieRolled) pile.stream().get(3).event();

    Answer answer = get(pile, "/api/history/events/");

    assertThat(answer.header("Pile-Version")).isEqualTo("6");
    JsonNode events = answer.json();
    assertThat(versions(events)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(events.findValuesAsString("type"))
        .containsExactly(
            "ThreadAdded",
            "ThreadAdded",
            "SessionStarted",
            "DieRolled",
            "ThreadRated",
            "ActionsUndone");
    assertThat(events.findValuesAsString("action"))
        .containsExactly("add", "add", "roll", "roll", "rate", "undo");
    assertThat(events.findValuesAsString("action_version"))
        .containsExactly("1", "2", "4", "4", "5", "6");
    assertThat(events.findValuesAsString("undone"))
        .containsExactly("false", "false", "false", "false", "true", "false");
    JsonNode roll = events.get(3);
    assertThat(roll.propertyNames())
        .containsExactly(
            "version", "type", "revision", "at", "action", "action_version", "undone", "payload");
    assertThat(Instant.parse(roll.get("at").asString())).isEqualTo(rolled.at());
    assertThat(roll.at("/payload/die").asString()).isEqualTo("d6");
    assertThat(roll.at("/payload/pool").toString()).isEqualTo("[" + a + "," + b + "]");
    assertThat(roll.at("/payload/result").asInt()).isEqualTo(rolled.result());
    assertThat(roll.at("/payload/thread_id").asLong()).isEqualTo(rolled.threadId().number());
  }

  @Test
  void aRollIsAuditableFromTheHistoryToo() {
    long a = add("A");
    long b = add("B");
    pile.send(new RollDie(pile.id()));
    store(pile);
    DieRolled rolled = (DieRolled) pile.stream().get(3).event();

    JsonNode roll =
        get(pile, "/api/sessions/" + rolled.sessionId() + "/details").json().at("/events/1");
    assertThat(roll.get("die").asInt()).isEqualTo(6);
    assertThat(roll.get("result").asInt()).isEqualTo(rolled.result());
    assertThat(roll.get("pool").toString()).isEqualTo("[" + a + "," + b + "]");
    JsonNode ofThread = get(pile, "/api/threads/" + rolled.threadId() + "/history").json();
    assertThat(ofThread.at("/1/pool")).isEqualTo(roll.get("pool"));
    assertThat(ofThread.at("/0/pool").isNull()).isTrue();
  }

  @Test
  void aDeletionThatWasUndoneStaysInTheHistoryOfItsThread() {
    long a = add("A");
    pile.send(new DeleteThread(pile.id(), new ThreadId(a)));
    pile.send(new UndoAction(pile.id(), null));
    pile.send(new RedoAction(pile.id(), null));
    store(pile);

    JsonNode history = get(pile, "/api/threads/" + a + "/history").json();

    assertThat(history.findValuesAsString("type")).containsExactly("add", "delete", "undo", "redo");
    assertThat(history.findValuesAsString("undone"))
        .containsExactly("false", "false", "false", "false");
    assertThat(get(pile, "/api/threads/" + a).status()).isEqualTo(404);

    pile.send(new UndoAction(pile.id(), null));
    store(pile);
    assertThat(get(pile, "/api/threads/" + a + "/history").json().findValuesAsString("undone"))
        .containsExactly("false", "true", "false", "false", "false");
    assertThat(get(pile, "/api/threads/" + a).status()).isEqualTo(200);
  }

  @Test
  void theStreamIsReadInPages() {
    for (int i = 1; i <= 120; i++) {
      add("Thread " + i);
    }
    store(pile);

    assertThat(get(pile, "/api/history/events").json()).hasSize(50);
    assertThat(versions(get(pile, "/api/history/events?after_version=7&limit=3").json()))
        .containsExactly(8L, 9L, 10L);
    assertThat(versions(get(pile, "/api/history/events?after_version=118&limit=100").json()))
        .containsExactly(119L, 120L);
    assertThat(get(pile, "/api/history/events?after_version=120").json()).isEmpty();
    assertThat(get(pile, "/api/history/events?after_version=" + Long.MAX_VALUE).json()).isEmpty();
    assertThat(versions(lines("?after_version=118"))).containsExactly(119L, 120L);
    assertThat(versions(lines("?limit=2"))).containsExactly(1L, 2L);
    assertThat(lines("?after_version=120")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theWholeStreamSaysWhatStands(long seed) {
    TestPile played = new TestPile(new Random(seed)).play(250);
    store(played);
    Standing standing = Standing.after(played.stream());

    Answer answer =
        get(
            played.id(),
            "/api/history/events",
            "Accept",
            "application/x-ndjson",
            "Pile-Version",
            Long.toString(played.version()));

    List<JsonNode> lines = answer.body().lines().map(JSON::readTree).toList();
    assertThat(lines).hasSize(played.stream().size());
    for (RecordedEvent recorded : played.stream()) {
      JsonNode line = lines.get((int) recorded.version() - 1);
      assertThat(line.get("version").asLong()).isEqualTo(recorded.version());
      assertThat(line.get("action").asString()).isEqualTo(recorded.action().toString());
    }
    // An undo or a redo is no action that could be taken back; what it concerns is.
    for (JsonNode action : get(played, "/api/undo/history?limit=100").json()) {
      int version = action.get("version").asInt();
      assertThat(lines.get(version - 1).get("undone")).isEqualTo(action.get("undone"));
    }
    List<JsonNode> undoable =
        lines.stream()
            .filter(line -> !List.of("undo", "redo").contains(line.get("action").asString()))
            .toList();
    assertThat(undoable)
        .allSatisfy(
            line ->
                assertThat(line.get("undone").asBoolean())
                    .isEqualTo(!standing.contains(line.get("version").asLong())));
  }

  @Test
  void whatHasNotChangedIsNotSentAgainAndTheFormsAreToldApart() {
    add("A");
    store(pile);
    for (String path : List.of("/api/history/events", "/api/history/state?version=1")) {
      Answer first = get(pile, path);
      assertThat(first.header("ETag")).startsWith("W/\"");
      assertThat(get(pile.id(), path, "If-None-Match", first.header("ETag")).status())
          .isEqualTo(304);
    }
    assertThat(get(pile, "/api/history/events").response().headers().allValues("Vary"))
        .contains("Accept");
    assertThat(get(pile, "/api/history/state").header("ETag")).isEmpty();
    assertThat(
            get(pile.id(), "/api/history/events", "Accept", "text/html, */*;q=0.8")
                .header("Content-Type"))
        .startsWith("application/json");
  }

  @Test
  void theStateAtEveryVersionIsTheFoldUpToIt() {
    TestPile played = new TestPile(new Random(5)).play(80);
    store(played);

    for (long version = 0; version <= played.version(); version++) {
      Answer answer = get(played, "/api/history/state?version=" + version);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Pile-Version")).isEqualTo(Long.toString(version));
      assertShows(answer.json(), version, played.contentsAt(version));
    }
  }

  @Test
  void theStateAtAMomentHoldsWholeActionsOnly() {
    TestPile played = new TestPile(new Random(6)).play(80);
    store(played);

    for (RecordedEvent recorded : played.stream()) {
      Instant at = recorded.event().at();
      assertShows(
          get(played, "/api/history/state?at=" + at).json(),
          recorded.actionVersion(),
          played.contentsAt(recorded.actionVersion()));
    }
    JsonNode before =
        get(
                played,
                "/api/history/state?at=" + played.stream().getFirst().event().at().minusMillis(1))
            .json();
    assertShows(before, 0, Contents.EMPTY);
  }

  private static void assertShows(JsonNode state, long version, Contents contents) {
    assertThat(state.get("version").asLong()).isEqualTo(version);
    assertThat(state.get("queue").valueStream().map(thread -> thread.get("id").asLong()))
        .containsExactlyElementsOf(contents.queue().threadIds().map(ThreadId::number).toList());
    assertThat(state.get("queue").valueStream().map(t -> t.get("queue_position").asInt()))
        .isEqualTo(
            java.util.stream.IntStream.rangeClosed(1, contents.queue().size()).boxed().toList());
    assertThat(state.get("queue").size() + state.get("completed").size())
        .isEqualTo(contents.threads().size());
    assertThat(state.get("completed").valueStream())
        .allSatisfy(thread -> assertThat(thread.get("status").asString()).isEqualTo("completed"));
  }

  @Test
  void withoutAParameterItIsThePileAsItIsNow() {
    TestPile played = new TestPile(new Random(7)).play(120);
    store(played);

    JsonNode state = get(played, "/api/history/state/").json();

    assertThat(state.propertyNames())
        .containsExactly("version", "at", "queue", "completed", "session");
    assertThat(state.get("version").asLong()).isEqualTo(played.version());
    assertThat(state.get("queue")).isEqualTo(get(played, "/api/threads/active?limit=100").json());
    assertThat(state.get("completed"))
        .isEqualTo(get(played, "/api/threads/completed?limit=100").json());
    assertThat(state.get("session")).isEqualTo(get(played, "/api/session/current").json());
  }

  @Test
  void beforeTheFirstEventThePileIsEmpty() {
    for (String query : List.of("", "?version=0", "?at=2020-01-01T00:00:00Z")) {
      Answer answer = get(pile, "/api/history/state" + query);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Pile-Version")).isEqualTo("0");
      assertThat(answer.json().get("version").asLong()).isZero();
      assertThat(answer.json().get("queue")).isEmpty();
      assertThat(answer.json().get("completed")).isEmpty();
      assertThat(answer.json().at("/session/id").isNull()).isTrue();
    }
    assertThat(get(pile, "/api/history/state?version=0").json().get("at").isNull()).isTrue();
    assertThat(get(pile, "/api/history/state?at=2020-01-01T00:00:00Z").json().get("at").asString())
        .isEqualTo("2020-01-01T00:00:00Z");
    assertThat(get(pile, "/api/history/events").json()).isEmpty();
  }

  @Test
  void theSessionIsTheOneThatWentOnThen() {
    pile.at(Instant.parse("2026-01-01T20:00:00Z"));
    add("A");
    pile.send(new RollDie(pile.id()));
    long session = pile.pile().contents().openSession().orElseThrow().id().number();
    store(pile);

    JsonNode open = get(pile, "/api/history/state?version=2").json().get("session");
    assertThat(open.get("id").asLong()).isEqualTo(session);
    assertThat(open.get("pending_thread_id").isNull()).isTrue();
    assertThat(
            get(pile, "/api/history/state?version=3")
                .json()
                .at("/session/pending_thread_id")
                .isNumber())
        .isTrue();
    assertThat(sessionAt("2026-01-02T02:00:00Z")).isEqualTo(Long.toString(session));
    assertThat(sessionAt("2026-01-02T02:00:00.001Z")).isEqualTo("null");
  }

  private String sessionAt(String at) {
    return get(pile, "/api/history/state?at=" + at).json().at("/session/id").toString();
  }

  @Test
  void aVersionBeyondTheStreamIsNotFound() {
    add("A");
    store(pile);

    Answer answer = get(pile, "/api/history/state?version=2");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asString()).isEqualTo("Version 2 not found");
  }

  @Test
  void nobodySeesAnotherReadersStream() {
    add("Mine");
    store(pile);
    TestPile stranger = new TestPile();

    assertThat(get(stranger, "/api/history/events").json()).isEmpty();
    assertThat(get(stranger, "/api/history/state").json().get("queue")).isEmpty();
    assertThat(get(stranger, "/api/history/state?version=1").status()).isEqualTo(404);
    for (String path : List.of("/api/history/events", "/api/history/state/")) {
      assertThat(get(path).status()).isEqualTo(401);
    }
    assertThat(anonymous().get("/api/history/events", "Accept", "application/x-ndjson").status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/history/events?limit=0, query.limit, too_small",
    "/api/history/events?limit=101, query.limit, too_large",
    "/api/history/events?limit=x, query.limit, wrong_type",
    "/api/history/events?after_version=-1, query.after_version, too_small",
    "/api/history/events?after_version=x, query.after_version, wrong_type",
    "/api/history/state?version=-1, query.version, too_small",
    "/api/history/state?version=x, query.version, wrong_type",
    "/api/history/state?at=yesterday, query.at, wrong_type",
    "/api/history/state?at=1764158400, query.at, wrong_type",
    "/api/history/state?at=%2B999999999-12-31T23:59:59Z, query.at, wrong_type",
    "/api/history/state?at=2026-02-30T00:00:00Z, query.at, wrong_type",
    "/api/history/state?version=0&at=2026-01-01T00:00:00Z, query.at, not_allowed"
  })
  void badInputIsNamed(String path, String field, String type) {
    Answer answer = get(pile, path);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"after_version=-1", "limit=0", "limit=x"})
  void badInputOfAStreamIsAProblemLikeAnyOther(String query) {
    Answer answer =
        get(pile.id(), "/api/history/events?" + query, "Accept", "application/x-ndjson");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void anEventOfAnOlderRevisionIsShownAndProjectedInThePresentOne() {
    long a = add("A");
    pile.send(new ChooseThread(pile.id(), new ThreadId(a), SelectionMethod.SET_PENDING));
    transactions.executeInTransaction(
        () -> {
          store(pile);
          jdbc.sql(
                  """
                  update event_store.domain_event
                  set payload_revision = '1',
                      payload = convert_to(
                        replace(convert_from(payload, 'UTF8'), 'selection_method', 'method'),
                        'UTF8')
                  where aggregate_identifier = ? and payload_type = 'ThreadChosen'
                  """)
              .param(pile.id().toString())
              .update();
        });

    JsonNode chosen = get(pile, "/api/history/events").json().get(2);
    assertThat(chosen.get("revision").asString()).isEqualTo("2");
    assertThat(chosen.at("/payload/selection_method").asString()).isEqualTo("set_pending");
    assertThat(get(pile, "/api/roll/current").json().get("selection_method").asString())
        .isEqualTo("set_pending");
    assertThat(
            get(pile, "/api/threads/" + a + "/history").json().at("/1/selection_method").asString())
        .isEqualTo("set_pending");
    assertThat(get(pile, "/api/history/state").json().at("/session/pending_thread_id").asLong())
        .isEqualTo(a);
  }

  private void addLongNotes(int times) {
    long a = add("A");
    for (int i = 1; i < times; i++) {
      String notes = (i + " ").repeat(10_000).substring(0, 10_000);
      pile.send(
          new EditThread(
              pile.id(), new ThreadId(a), null, null, null, new Notes(notes), null, null));
    }
    store(pile);
    for (String path : List.of("/api/threads/" + a, "/api/history/events?limit=1")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(get(pile, path).header("Pile-Version"))
                      .isEqualTo(Long.toString(times)));
    }
  }

  private HttpRequest allEvents() {
    return HttpRequest.newBuilder(uri("/api/history/events"))
        .header("Authorization", "Bearer " + token(pile.id()))
        .header("Accept", "application/x-ndjson")
        .build();
  }

  /**
   * The connection that listens for signals of other processes is always in use, and on an Axon
   * Server the one of who follows it, too.
   */
  private static final int LISTENING = EventStoreOfTests.isAxonServer() ? 2 : 1;

  @Test
  void aClientThatReadsSlowlyHoldsNoConnectionToTheDatabase() throws Exception {
    // Twenty megabytes: more than the sockets between take.
    addLongNotes(2_000);
    try (HttpClient client = HttpClient.newHttpClient();
        BufferedReader slowly =
            new BufferedReader(
                new InputStreamReader(
                    client.send(allEvents(), BodyHandlers.ofInputStream()).body(),
                    StandardCharsets.UTF_8))) {
      assertThat(JSON.readTree(slowly.readLine()).get("version").asLong()).isEqualTo(1);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(connectionsInUse()).isEqualTo(LISTENING));
      assertThat(slowly.lines().count()).isEqualTo(1_999);
    }
  }

  @Test
  void exportsThatNobodyReadsHoldNoConnectionToTheDatabase() throws Exception {
    // Ten megabytes each.
    addLongNotes(1_000);
    List<InputStream> unread = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      try {
        for (int i = 0; i < 20; i++) {
          unread.add(
              client
                  .send(export(i % 2 == 0 ? "json" : "csv"), BodyHandlers.ofInputStream())
                  .body());
        }
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(connectionsInUse()).isEqualTo(LISTENING));
      } finally {
        for (InputStream export : unread) {
          export.close();
        }
      }
    }
  }

  private HttpRequest export(String format) {
    return HttpRequest.newBuilder(uri("/api/admin/export/" + format))
        .header("Authorization", "Bearer " + adminToken())
        .build();
  }

  private int connectionsInUse() throws SQLException {
    return dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void aStreamThatCannotBeReadToItsEndIsBrokenOffAndNotTakenForWhole() throws Exception {
    addLongNotes(300);
    jdbc.sql(
            """
            update event_store.domain_event set payload_type = 'ThreadLent'
            where aggregate_identifier = ? and sequence_number = 250
            """)
        .param(pile.id().toString())
        .update();

    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(allEvents(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
    Answer page = get(pile, "/api/history/events?after_version=249&limit=10");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("Content-Type")).startsWith("application/problem+json");
    assertThat(page.header("Retry-After")).isEqualTo("300");
    assertThat(get(pile, "/api/history/events?after_version=251&limit=10").json()).hasSize(10);
  }
}
