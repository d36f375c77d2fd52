package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was can be read again: the stream, the pile at any version, and single threads. */
@ExtendWith(RunningComicPile.class)
class HistoryHttpIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String NDJSON = "application/x-ndjson";

  @Test
  void thePileAtEveryVersionIsWhatTheReadsSaidThen(Api api) {
    Map<Long, Map<String, JsonNode>> said = new LinkedHashMap<>();
    said.put(0L, pile(api));
    play(api, said);
    long last = said.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();

    said.forEach(
        (version, then) -> {
          Answer state = api.get("/api/history/state?version=" + version).expect(200);
          assertThat(state.header("Pile-Version")).isEqualTo(version.toString());
          assertThat(state.number("version")).isEqualTo(version);
          assertThat(state.json().path("queue"))
              .as("queue at %s", version)
              .isEqualTo(then.get("queue"));
          assertThat(state.json().path("completed")).isEqualTo(then.get("completed"));
          assertThat(state.json().path("session"))
              .as("session at %s", version)
              .isEqualTo(then.get("session"));
        });
    Answer now = api.get("/api/history/state/").expect(200);
    assertThat(now.number("version")).isEqualTo(last);
    assertThat(now.json().path("queue")).isEqualTo(api.get("/api/threads/active").json());
    Answer moment =
        api.get(
            "/api/history/state?at="
                + api.get("/api/history/events?after_version=" + (last - 1)).text("0/at"));
    assertThat(moment.number("version")).isEqualTo(last);
    api.get("/api/history/state?version=" + (last + 1))
        .refused(404, "Version " + (last + 1) + " not found");
  }

  /** A sitting with undo, redo and a restore; notes after each write what the reads say. */
  private static void play(Api api, Map<Long, Map<String, JsonNode>> said) {
    long a = api.add("A", 2);
    note(api, said);
    long b = api.add("B", 1);
    note(api, said);
    api.add("C", 9);
    note(api, said);
    List<Runnable> steps =
        List.of(
            () -> api.post("/api/roll/override", "{\"thread_id\": " + b + "}").expect(200),
            () -> api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200),
            () -> api.post("/api/roll/").expect(200),
            () -> api.post("/api/snooze/").expect(200),
            () -> api.post("/api/undo/").expect(200),
            () -> api.post("/api/undo/redo").expect(200),
            () -> api.post("/api/roll/").expect(200),
            () -> api.post("/api/rate/", "{\"rating\": 2.0, \"issues_read\": 1}").expect(200),
            () -> api.delete("/api/threads/" + a).expect(204),
            () -> api.post("/api/undo/").expect(200),
            () -> api.delete("/api/queue/").expect(200),
            () -> api.post("/api/undo/").expect(200),
            () -> api.post("/api/sessions/" + session(api) + "/restore-session-start").expect(200),
            () -> api.post("/api/undo/").expect(200),
            () -> api.post("/api/session/end").expect(200),
            () -> api.post("/api/roll/").expect(200));
    for (Runnable step : steps) {
      step.run();
      note(api, said);
    }
  }

  private static long session(Api api) {
    return api.get("/api/session/current").number("id");
  }

  private static void note(Api api, Map<Long, Map<String, JsonNode>> said) {
    said.put(Long.valueOf(api.get("/api/threads/").header("Pile-Version")), pile(api));
  }

  private static Map<String, JsonNode> pile(Api api) {
    return Map.of(
        "queue", api.get("/api/threads/active").expect(200).json(),
        "completed", api.get("/api/threads/completed").expect(200).json(),
        "session", api.get("/api/session/current").expect(200).json());
  }

  @Test
  void theStreamIsTheSameInPagesAndInLines(Api api) {
    play(api, new LinkedHashMap<>());

    Answer lines = api.get("/api/history/events", "Accept", NDJSON).expect(200);
    assertThat(lines.header("Content-Type")).startsWith(NDJSON);
    List<JsonNode> events = lines.body().lines().map(JSON::readTree).toList();
    assertThat(events)
        .extracting(event -> event.path("version").asInt())
        .isEqualTo(IntStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(lines.header("Pile-Version")).isEqualTo("" + events.size());

    List<JsonNode> pages = new java.util.ArrayList<>();
    for (int after = 0; after < events.size(); after += 4) {
      api.get("/api/history/events/?limit=4&after_version=" + after)
          .expect(200)
          .json()
          .forEach(pages::add);
    }
    assertThat(pages).isEqualTo(events);

    Map<Integer, Boolean> undone =
        api.get("/api/undo/history?limit=100")
            .json()
            .valueStream()
            .collect(
                Collectors.toMap(
                    action -> action.path("version").asInt(),
                    action -> action.path("undone").asBoolean()));
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.path("undone").asBoolean())
                    .as(event.toString())
                    .isEqualTo(undone.get(event.path("action_version").asInt())));
    assertThat(undone.values()).contains(true, false);
  }

  @Test
  void everyRollIsAuditable(Api api) {
    long a = api.add("A", 9);
    long b = api.add("B", 9);
    Answer roll = api.post("/api/roll/").expect(200);

    JsonNode event =
        api.get("/api/history/events?after_version=2")
            .json()
            .valueStream()
            .filter(one -> one.path("type").asString().equals("DieRolled"))
            .findFirst()
            .orElseThrow();
    assertThat(event.at("/payload/die").asString()).isEqualTo("d" + roll.number("die_size"));
    assertThat(event.at("/payload/result").asLong()).isEqualTo(roll.number("result"));
    assertThat(event.at("/payload/pool").toString()).isEqualTo("[" + a + "," + b + "]");
    assertThat(event.path("action").asString()).isEqualTo("roll");
    JsonNode entry =
        api.get("/api/threads/" + roll.number("thread_id") + "/history").json().path(1);
    assertThat(entry.path("die").asLong()).isEqualTo(roll.number("die_size"));
    assertThat(entry.path("result").asLong()).isEqualTo(roll.number("result"));
    assertThat(entry.path("pool")).isEqualTo(event.at("/payload/pool"));
  }

  @Test
  void whatHappenedToAThreadIsToldAfterItsDeletion(Api api, Api other) {
    long a = api.add("A", 9);
    api.put("/api/threads/" + a, "{\"title\": \"A, renamed\"}").expect(200);
    api.delete("/api/threads/" + a).expect(204);

    Answer history = api.get("/api/threads/" + a + "/history").expect(200);
    assertThat(history.texts("", "type")).containsExactly("add", "edit", "delete");
    assertThat(history.texts("", "thread_title")).containsExactly("A", "A, renamed", "A, renamed");

    api.post("/api/undo/").expect(200);
    Answer back = api.get("/api/threads/" + a + "/history").expect(200);
    assertThat(back.texts("", "type")).containsExactly("add", "edit", "delete", "undo");
    assertThat(back.texts("", "undone")).containsExactly("false", "false", "true", "false");
    other.get("/api/threads/" + a + "/history").refused(404, "Thread " + a + " not found");
  }

  @Test
  void onlyTheReaderSeesThemAndBadInputIsNamed(Api api, Api other) {
    api.add("A", 9);
    assertThat(other.get("/api/history/events").expect(200).json().size()).isZero();
    assertThat(other.get("/api/history/events", "Accept", NDJSON).expect(200).body()).isEmpty();
    assertThat(other.get("/api/history/state").expect(200).json().path("queue").size()).isZero();
    for (String path : List.of("/api/history/events/", "/api/history/state/")) {
      api.get(path, "Authorization", "").problem(401);
      api.post(path).problem(405);
    }
    api.get("/api/history/events?limit=0&after_version=-1")
        .invalid("query.limit", "query.after_version");
    api.get("/api/history/state?version=1&at=2026-01-01T00:00:00Z").invalid("query.at");
    api.get("/api/history/state?at=soon").invalid("query.at");
    api.get("/api/admin/users").problem(403);
    api.get("/api/admin/export/csv/").problem(403);
  }
}
