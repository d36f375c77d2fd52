package dev.comicpile.system.http;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Everything leaves one system as JSON and comes into another one. */
class ArchiveHttpIT {

  private static final String EXPORT = "/api/admin/export/json/";
  private static final String IMPORT = "/api/admin/import/json/";
  private static final String MATCHING = IMPORT + "?match_accounts=true";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Map<String, String> WITH_ADMIN =
      Map.of(
          "PILE_RATE_LIMITS", "off",
          "PILE_ADMIN_USERNAME", "admin",
          "PILE_ADMIN_PASSWORD", "admin-password");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  private ComicPileProcess start(String name) {
    return ComicPileProcess.start(data.resolve(name), WITH_ADMIN);
  }

  private static Api admin(ComicPileProcess system) {
    return Api.logIn(system.url(), "admin", "admin-password");
  }

  @Test
  void whatIsExportedIsTheSameInAnEmptySystem() {
    Map<String, Map<String, String>> before = new LinkedHashMap<>();
    String player;
    String tester;
    long highestId;
    String export;
    try (ComicPileProcess system = start("one")) {
      Api admin = admin(system);
      admin.add("The admin's own", 4);
      Api playing = Api.register(system.url());
      play(playing);
      Api restoring = Api.register(system.url());
      goBackAndForth(restoring);
      Api empty = Api.register(system.url());
      Api testing = Api.register(system.url());
      playWithTestData(testing);
      for (Api reader : List.of(admin, playing, restoring, empty)) {
        before.put(reader.username(), reads(reader));
      }
      player = playing.username();
      tester = testing.username();
      highestId = testing.add("The last one", 1);
      testing.post("/api/undo/").expect(200);
      export = exportOf(admin, 5);

      playing.get(EXPORT).problem(403);
      Api.anonymous(system.url()).get(EXPORT).problem(401);
      playing.post(IMPORT, export).problem(403);
      assertThat(admin.post(IMPORT, export).problem(409).text("detail"))
          .startsWith("There are piles in this system already, of admin, ");
      admin.post(IMPORT, export.substring(0, export.length() / 2)).invalid("body");
    }
    assertThat(export).contains("The last one").doesNotContain("A test");

    try (ComicPileProcess system = start("two")) {
      Api admin = admin(system);
      // A roll while there is nothing to roll for may have drawn ids already.
      admin.post("/api/roll/").problem(400);

      assertThat(admin.post(IMPORT, export).problem(409).text("detail"))
          .isEqualTo(
              "There are accounts in this system already for piles of the file, of admin. Say"
                  + " match_accounts=true if they belong to the same readers.");
      Answer report = admin.post(MATCHING, export).expect(200);

      assertThat(report.number("readers")).isEqualTo(5);
      assertThat(report.number("events")).isEqualTo(events(export));
      assertThat(report.json().path("not_carried_over").valueStream().map(JsonNode::asString))
          .containsExactly(
              "The account admin was here already: it keeps its password and the day it registered"
                  + " here.");
      Map<String, Api> readers = readers(system, report);
      readers.put("admin", admin);
      assertThat(readers).hasSize(5);
      before.forEach(
          (name, reads) -> {
            Api reader = Objects.requireNonNull(readers.get(name));
            awaitVersion(reader, version(export, name));
            assertThat(reads(reader)).as(name).isEqualTo(reads);
          });

      Api testing = Objects.requireNonNull(readers.get(tester));
      awaitVersion(testing, version(export, tester));
      assertThat(testing.get("/api/threads/").texts("", "title")).containsExactly("Kept", "Read");
      assertThat(testing.get("/api/queue/").number("total")).isEqualTo(2);

      assertThat(readersOf(exportOf(admin, 5))).isEqualTo(readersOf(export));

      Api playing = Objects.requireNonNull(readers.get(player));
      assertThat(playing.add("After the move", 2)).isGreaterThan(highestId);
      playing.post("/api/undo/").expect(200);
      playing.post("/api/undo/").expect(200);
      playing.post("/api/undo/redo").expect(200);
      assertThat(playing.get("/api/threads/").body())
          .isEqualTo(Objects.requireNonNull(before.get(player)).get("/api/threads/"));
      assertThat(testing.post("/api/undo/").expect(200).text("undone/0/description"))
          .isEqualTo("Moved Read from 1 to 2");
      assertThat(admin.post(IMPORT, export).expect(200).json().path("passwords").isEmpty())
          .isTrue();
    }
  }

  @Test
  void theExportOfTheEarlierComicPileBecomesEvents() {
    try (ComicPileProcess system = start("earlier")) {
      Api admin = admin(system);

      Answer report =
          admin.upload(IMPORT, "earlier.json", resource("/earlier-comic-pile.json")).expect(200);

      assertThat(report.number("readers")).isEqualTo(2);
      assertThat(report.json().path("not_carried_over").valueStream().map(JsonNode::asString))
          .containsExactly(
              "Thread 31 (Nobody's) belongs to no user of the export.",
              "ada: Event 1005 (roll) names no thread, so it is left out.",
              "ada: Event 1011 (thread_renamed) is of a kind that this system does not have.",
              "ada: Threads 12, 13 share the position 2; they stand in the order of their ids.",
              "ada: Thread 19 is not in the export any more; what happened to it is entered under"
                  + " the title 'Deleted thread 19', and it is deleted after that.",
              "ada: Event 1010 (rate) names no session; it is entered under session 104.");
      Map<String, Api> readers = readers(system, report);
      Api ada = Objects.requireNonNull(readers.get("ada"));
      Api bob = Objects.requireNonNull(readers.get("bob"));
      String export = exportOf(admin, 3);
      awaitVersion(ada, version(export, "ada"));
      awaitVersion(bob, version(export, "bob"));

      assertThat(ada.get("/api/threads/").json())
          .isEqualTo(
              JSON.readTree(
                  """
                  [{"id": 11, "title": "Hellboy, in order", "format": "Omnibus", "issues_remaining": 9,
                    "queue_position": 1, "status": "active", "last_rating": 4.5,
                    "last_activity_at": "2023-02-01T10:10:00Z",
                    "review_url": "https://example.org/hellboy", "last_review_at": "2023-02-04T08:00:00Z",
                    "notes": null, "is_test": false, "created_at": "2023-01-05T09:05:00Z"},
                   {"id": 12, "title": "Saga", "format": "Trade", "issues_remaining": 3,
                    "queue_position": 2, "status": "active", "last_rating": 4.0,
                    "last_activity_at": "2023-02-03T09:00:00Z", "review_url": null,
                    "last_review_at": null, "notes": null, "is_test": false,
                    "created_at": "2023-01-05T09:06:00Z"},
                   {"id": 13, "title": "Monstress", "format": "Trade", "issues_remaining": 5,
                    "queue_position": 3, "status": "active", "last_rating": 3.0,
                    "last_activity_at": "2023-02-02T20:30:00Z", "review_url": null,
                    "last_review_at": null, "notes": null, "is_test": false,
                    "created_at": "2023-01-05T09:07:00Z"},
                   {"id": 14, "title": "Maus", "format": "Trade", "issues_remaining": 0,
                    "queue_position": 0, "status": "completed", "last_rating": 5.0,
                    "last_activity_at": "2023-02-02T20:15:00Z", "review_url": null,
                    "last_review_at": null, "notes": null, "is_test": false,
                    "created_at": "2023-01-05T09:08:00Z"}]
                  """));
      assertThat(bob.get("/api/threads/").texts("", "title")).containsExactly("Bone");
      assertThat(ada.get("/api/threads/19").problem(404).status()).isEqualTo(404);
      assertThat(ada.get("/api/threads/19/history").expect(200).texts("", "type"))
          .containsExactly("add", "roll", "rate", "delete");

      Answer sessions = ada.get("/api/sessions/").expect(200);
      assertThat(sessions.texts("", "id")).containsExactly("104", "102", "101");
      assertThat(sessions.texts("", "started_at"))
          .containsExactly("2023-02-03T09:00:00Z", "2023-02-02T20:00:00Z", "2023-02-01T10:00:00Z");
      assertThat(sessions.texts("", "ended_at"))
          .containsExactly("2023-02-03T09:00:00Z", "2023-02-02T20:40:00Z", "2023-02-01T11:00:00Z");
      assertThat(sessions.texts("", "ladder_path"))
          .containsExactly("6 → 4", "8 → 6 → 8", "6 → 4 → 6");
      assertThat(bob.get("/api/sessions/").text("0/ended_at")).isEqualTo("2023-03-01T20:00:00Z");

      Answer first = ada.get("/api/sessions/101/details").expect(200);
      assertThat(first.texts("events", "type"))
          .containsExactly("session_start", "roll", "rate", "roll", "rate", "session_end");
      assertThat(first.texts("events", "timestamp"))
          .containsExactly(
              "2023-02-01T10:00:00Z",
              "2023-02-01T10:05:00Z",
              "2023-02-01T10:10:00Z",
              "2023-02-01T10:20:00Z",
              "2023-02-01T10:30:00Z",
              "2023-02-01T11:00:00Z");
      assertThat(first.json().at("/narrative_summary/read").valueStream().map(JsonNode::asString))
          .containsExactly("Hellboy, in order (4.5/5.0)", "Deleted thread 19 (2.0/5.0)");
      Answer second = ada.get("/api/sessions/102/details").expect(200);
      assertThat(second.texts("events", "type"))
          .containsExactly("session_start", "roll", "rate", "rate", "snooze", "session_end");
      assertThat(second.text("events/1/selection_method")).isEqualTo("override");
      assertThat(
              second
                  .json()
                  .at("/narrative_summary/completed")
                  .valueStream()
                  .map(JsonNode::asString))
          .containsExactly("Maus");

      assertThat(ada.add("A new one", 1)).isGreaterThan(31);
      ada.post("/api/roll/").expect(200);
      assertThat(ada.get("/api/session/current").number("id")).isGreaterThan(104);
      for (int i = 0; i < 3; i++) {
        ada.post("/api/undo/").expect(200);
      }
      ada.post("/api/sessions/101/restore-session-start", "").expect(200);
      assertThat(ada.get("/api/threads/11").number("issues_remaining")).isEqualTo(11);
    }
  }

  private static void play(Api api) {
    api.add("Hellboy", 12);
    api.add("Saga", 2);
    long monstress = api.add("Monstress", 7);
    long gone = api.add("Bone", 3);
    api.post("/api/roll/").expect(200);
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
    api.post("/api/roll/").expect(200);
    api.post("/api/snooze/").expect(200);
    api.post("/api/roll/override", "{\"thread_id\": " + monstress + "}").expect(200);
    api.post("/api/rate/", "{\"rating\": 2.5, \"issues_read\": 2}").expect(200);
    api.delete("/api/threads/" + gone).expect(204);
    api.post("/api/queue/move", "{\"thread_id\": " + monstress + ", \"position\": 2}");
    api.put(
            "/api/threads/" + monstress,
            "{\"notes\": \"Vol. 2 \\u6f2b\", \"title\": \"Monstress, all\"}")
        .expect(200);
    api.upload(
            "/api/threads/import/csv/", "more.csv", "title,format,issues_remaining\nMaus,Trade,1\n")
        .expect(200);
    api.post("/api/roll/").expect(200);
  }

  private static void goBackAndForth(Api api) {
    api.add("Akira", 6);
    api.add("Blacksad", 4);
    api.post("/api/roll/").expect(200);
    api.post("/api/rate/", "{\"rating\": 5.0, \"issues_read\": 1}").expect(200);
    long session = api.get("/api/session/current").number("id");
    api.add("Planetary", 4);
    api.post("/api/undo/").expect(200);
    api.post("/api/undo/").expect(200);
    api.post("/api/undo/redo").expect(200);
    api.post("/api/sessions/" + session + "/restore-session-start", "").expect(200);
    api.post("/api/roll/").expect(200);
    api.post("/api/undo/").expect(200);
    api.post("/api/undo/").expect(200);
    api.delete("/api/queue/").expect(200);
    api.post("/api/undo/").expect(200);
  }

  private static void playWithTestData(Api api) {
    long test =
        api.post(
                "/api/threads/",
                "{\"title\": \"A test\", \"format\": \"Comic\", \"issues_remaining\": 5,"
                    + " \"is_test\": true}")
            .expect(201)
            .number("id");
    api.post("/api/roll/override", "{\"thread_id\": " + test + "}").expect(200);
    api.post("/api/rate/", "{\"rating\": 4.0, \"issues_read\": 1}").expect(200);
    api.add("Kept", 3);
    long read = api.add("Read", 3);
    api.post("/api/undo/").expect(200);
    api.post("/api/undo/redo").expect(200);
    api.post("/api/roll/override", "{\"thread_id\": " + read + "}").expect(200);
    api.put("/api/queue/threads/" + test + "/position/", "{\"new_position\": 2}").expect(200);
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
    api.put("/api/queue/threads/" + read + "/back/", null).expect(200);
    api.post("/api/undo/").expect(200);
    api.put("/api/queue/threads/" + read + "/position/", "{\"new_position\": 3}").expect(200);
    api.delete("/api/threads/" + test).expect(204);
    api.post("/api/undo/").expect(200);
    api.post("/api/undo/").expect(200);
    api.put("/api/queue/threads/" + read + "/back/", null).expect(200);
  }

  /** Every read of a pile, but for the reader's id, which is another one in another system. */
  private static Map<String, String> reads(Api api) {
    Map<String, String> reads = new LinkedHashMap<>();
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/api/threads/",
                "/api/threads/completed",
                "/api/queue/",
                "/api/roll/pool",
                "/api/roll/current",
                "/api/session/current",
                "/api/sessions/?limit=100",
                "/api/undo/history?limit=100"));
    for (JsonNode thread : api.get("/api/threads/").json()) {
      paths.add("/api/threads/" + thread.path("id") + "/history");
    }
    for (JsonNode action : api.get("/api/undo/history?limit=100").json()) {
      if (action.path("type").asString().equals("delete")) {
        paths.add("/api/threads/" + action.path("thread_id") + "/history");
      }
      if (!action.path("session_id").isNull()) {
        paths.add("/api/sessions/" + action.path("session_id") + "/details");
        paths.add("/api/sessions/" + action.path("session_id") + "/snapshots");
      }
    }
    for (String path : paths) {
      reads.put(path, api.get(path).body().replaceAll("\"user_id\":\\d+", "\"user_id\":0"));
    }
    return reads;
  }

  /** The export, once its view knows so many readers. */
  private static String exportOf(Api admin, int readers) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> admin.get(EXPORT).expect(200),
            answer -> answer.json().path("readers").size() == readers)
        .body();
  }

  /** The readers of an export, but for when the admin registered: each system has its own admin. */
  private static List<JsonNode> readersOf(String export) {
    List<JsonNode> readers = new ArrayList<>();
    for (JsonNode reader : JSON.readTree(export).path("readers")) {
      if (reader.path("username").asString().equals("admin")) {
        ((ObjectNode) reader).remove("registered_at");
      }
      readers.add(reader);
    }
    return readers;
  }

  private static long events(String export) {
    return JSON.readTree(export)
        .path("readers")
        .valueStream()
        .mapToLong(reader -> reader.path("events").size())
        .sum();
  }

  private static long version(String export, String username) {
    return JSON.readTree(export)
        .path("readers")
        .valueStream()
        .filter(reader -> reader.path("username").asString().equals(username))
        .mapToLong(reader -> reader.path("events").size())
        .sum();
  }

  private static Map<String, Api> readers(ComicPileProcess system, Answer report) {
    Map<String, Api> readers = new HashMap<>();
    for (JsonNode each : report.json().path("passwords")) {
      String username = each.path("username").asString();
      readers.put(username, Api.logIn(system.url(), username, each.path("password").asString()));
    }
    return readers;
  }

  /** Waits until every view has taken in so many events of a reader. */
  private static void awaitVersion(Api api, long version) {
    for (String path : List.of("/api/threads/", "/api/undo/history")) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> api.get(path, "Pile-Version", Long.toString(version)).status() != 503);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(ArchiveHttpIT.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
