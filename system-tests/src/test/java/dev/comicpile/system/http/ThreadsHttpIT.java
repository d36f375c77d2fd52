package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class ThreadsHttpIT {

  @Test
  void aNewThreadGoesToTheBackOfTheQueue(Api api) {
    api.add("Hellboy", 12);
    Answer added =
        api.post(
                "/api/threads/",
                """
                {"title": " Saga ", "format": "Trade", "issues_remaining": 3, "notes": "loaned", "is_test": true, "unknown": 1}
                """)
            .expect(201);

    assertThat(added.map())
        .containsEntry("title", "Saga")
        .containsEntry("format", "Trade")
        .containsEntry("issues_remaining", 3)
        .containsEntry("queue_position", 2)
        .containsEntry("status", "active")
        .containsEntry("notes", "loaned")
        .containsEntry("is_test", true)
        .containsEntry("last_rating", null)
        .containsKeys("id", "last_activity_at", "review_url", "last_review_at", "created_at");
    assertThat(added.text("created_at")).endsWith("Z");
    assertThat(added.header("Pile-Version")).isEqualTo("2");
    assertThat(added.header("Set-Cookie")).contains("2").contains("Path=/api");
    assertThat(api.get("/api/threads/").expect(200).texts("", "title"))
        .containsExactly("Hellboy", "Saga");
    assertThat(api.get("/api/threads/" + added.number("id")).expect(200).map())
        .isEqualTo(added.map());
  }

  @Test
  void completedThreadsComeAfterTheQueue(Api api) {
    long done =
        api.post(
                "/api/threads/",
                """
                {"title": "Done", "format": "Comic", "issues_remaining": 0}
                """)
            .expect(201)
            .number("id");
    api.add("Active", 1);

    Answer all = api.get("/api/threads").expect(200);
    assertThat(all.texts("", "title")).containsExactly("Active", "Done");
    assertThat(all.number("1/queue_position")).isZero();
    assertThat(all.text("1/status")).isEqualTo("completed");
    assertThat(api.get("/api/threads/active").texts("", "title")).containsExactly("Active");
    assertThat(api.get("/api/threads/completed").texts("", "title")).containsExactly("Done");
    api.post("/api/queue/move", "{\"thread_id\": %s, \"position\": 1}".formatted(done))
        .problem(400);
  }

  @Test
  void anEditChangesWhatIsGivenAndNothingElse(Api api) {
    long id = api.add("Hellboy", 12);
    Answer edited =
        api.put(
                "/api/threads/" + id,
                """
                {"title": "Hellboy Omnibus", "format": null, "review_url": "https://example.org/review"}
                """)
            .expect(200);

    assertThat(edited.text("title")).isEqualTo("Hellboy Omnibus");
    assertThat(edited.text("format")).isEqualTo("Comic");
    assertThat(edited.text("review_url")).isEqualTo("https://example.org/review");
    assertThat(edited.text("last_review_at")).endsWith("Z");

    Answer same = api.put("/api/threads/" + id, "{\"title\": \"Hellboy Omnibus\"}").expect(200);
    assertThat(same.header("Pile-Version")).isEqualTo(edited.header("Pile-Version"));
    assertThat(api.put("/api/threads/" + id, null).expect(200).map()).isEqualTo(edited.map());
  }

  @Test
  void issuesFallingToZeroCompleteAThreadAndRisingMakeItActiveAtTheBack(Api api) {
    long first = api.add("First", 2);
    api.add("Second", 2);

    Answer completed = api.put("/api/threads/" + first, "{\"issues_remaining\": 0}").expect(200);
    assertThat(completed.text("status")).isEqualTo("completed");
    assertThat(completed.number("queue_position")).isZero();

    Answer active = api.put("/api/threads/" + first, "{\"issues_remaining\": 5}").expect(200);
    assertThat(active.number("queue_position")).isEqualTo(2);
  }

  @Test
  void aCompletedThreadIsReactivatedAtTheFront(Api api) {
    long first = api.add("First", 2);
    long second = api.add("Second", 2);
    api.put("/api/threads/" + second, "{\"issues_remaining\": 0}").expect(200);

    String body = "{\"thread_id\": %s, \"issues_to_add\": 4}";
    Answer back = api.post("/api/threads/reactivate", body.formatted(second)).expect(200);
    assertThat(back.number("queue_position")).isEqualTo(1);
    assertThat(back.number("issues_remaining")).isEqualTo(4);

    api.post("/api/threads/reactivate", body.formatted(first)).problem(400);
    api.post("/api/threads/reactivate", body.formatted(987654321)).problem(404);
    api.post(
            "/api/threads/reactivate", "{\"thread_id\": %s, \"issues_to_add\": 0}".formatted(first))
        .invalid("body.issues_to_add");
    api.post("/api/threads/reactivate").invalid("body.thread_id", "body.issues_to_add");
  }

  @Test
  void aDeletedThreadIsGoneButKeepsItsHistory(Api api) {
    long id = api.add("Hellboy", 12);
    Answer deleted = api.delete("/api/threads/" + id + "/");
    assertThat(deleted.expect(204).body()).isEmpty();

    api.get("/api/threads/" + id).refused(404, "Thread " + id + " not found");
    api.delete("/api/threads/" + id).refused(404, "Thread " + id + " not found");
    assertThat(api.get("/api/threads/" + id + "/history").expect(200).texts("", "type"))
        .containsExactly("add", "delete");
  }

  @Test
  void badInputIsNamedFieldByFieldAndChangesNothing(Api api) {
    api.post("/api/threads/").invalid("body.title", "body.format", "body.issues_remaining");
    api.post("/api/threads/", "{}").invalid("body.title", "body.format", "body.issues_remaining");
    invalidThread(api, "{\"title\": \"\", \"format\": \"C\", \"issues_remaining\": 1}", "title");
    invalidThread(api, "{\"title\": \"  \", \"format\": \"C\", \"issues_remaining\": 1}", "title");
    invalidThread(api, "{\"title\": 5, \"format\": \"C\", \"issues_remaining\": 1}", "title");
    invalidThread(
        api,
        "{\"title\": \"%s\", \"format\": \"C\", \"issues_remaining\": 1}"
            .formatted("x".repeat(201)),
        "title");
    invalidThread(
        api, "{\"title\": \"a\\ud800b\", \"format\": \"C\", \"issues_remaining\": 1}", "title");
    invalidThread(
        api, "{\"title\": \"a\", \"format\": \"C\", \"issues_remaining\": -1}", "issues_remaining");
    invalidThread(
        api,
        "{\"title\": \"a\", \"format\": \"C\", \"issues_remaining\": 1.5}",
        "issues_remaining");
    invalidThread(
        api,
        "{\"title\": \"a\", \"format\": \"C\", \"issues_remaining\": \"3\"}",
        "issues_remaining");
    invalidThread(
        api,
        "{\"title\": \"a\", \"format\": \"C\", \"issues_remaining\": 99999999999}",
        "issues_remaining");
    invalidThread(
        api,
        "{\"title\": \"a\", \"format\": \"C\", \"issues_remaining\": 1, \"notes\": \"%s\"}"
            .formatted("n".repeat(10_001)),
        "notes");
    api.post("/api/threads/", "{\"title\": ").problem(422);
    api.post("/api/threads/", "[]").problem(422);
    api.get("/api/threads/abc").invalid("path.thread_id");
    api.get("/api/threads/?limit=0").invalid("query.limit");
    api.get("/api/threads/?limit=101").invalid("query.limit");
    api.get("/api/threads/?offset=-1").invalid("query.offset");
    api.get("/api/threads/stale?days=x").invalid("query.days");

    assertThat(api.get("/api/threads/").header("Pile-Version")).isEqualTo("0");
  }

  @Test
  void titlesInAnyScriptComeBackAsTheyWere(Api api) {
    String title = "攻殻機動隊 — Астерикс 🦸‍♀️ \\\"quoted\\\" <b>';DROP TABLE--";
    long id =
        api.post(
                "/api/threads/",
                "{\"title\": \"%s\", \"format\": \"漫画\", \"issues_remaining\": 1}".formatted(title))
            .expect(201)
            .number("id");
    assertThat(api.get("/api/threads/" + id).text("title"))
        .isEqualTo("攻殻機動隊 — Астерикс 🦸‍♀️ \"quoted\" <b>';DROP TABLE--");
    String emoji = "🦸".repeat(200);
    api.put("/api/threads/" + id, "{\"title\": \"%s\"}".formatted(emoji)).expect(200);
    assertThat(api.get("/api/threads/" + id).text("title")).isEqualTo(emoji);
  }

  @Test
  void goodRowsOfACsvAreImportedToTheFrontAndBadOnesNamed(Api api) {
    api.add("Old", 1);
    Answer imported =
        api.upload(
                "/api/threads/import/csv/",
                "pile.csv",
                "\uFEFFtitle,format,issues_remaining\r\n"
                    + "First,Comic,3\r\n"
                    + ",Comic,3\r\n"
                    + "\"Quoted, \"\"title\"\"\",Trade,2\r\n"
                    + "Bad,Comic,many\r\n")
            .expect(200);

    assertThat(imported.number("imported")).isEqualTo(2);
    assertThat(imported.json().path("errors").valueStream().map(e -> e.asString()))
        .hasSize(2)
        .first()
        .isEqualTo("Row 3: Missing title");
    assertThat(api.get("/api/threads/").texts("", "title"))
        .containsExactly("Quoted, \"title\"", "First", "Old");
    assertThat(api.post("/api/undo/").expect(200).text("undone/0/type")).isEqualTo("import");
    assertThat(api.get("/api/threads/").texts("", "title")).containsExactly("Old");
    api.upload("/api/threads/import/csv", "pile.txt", "title,format,issues_remaining\n")
        .problem(400);
  }

  @Test
  void neverReadThreadsAreStaleFirst(Api api) {
    api.add("Read", 3);
    api.add("Never read", 3);
    long read = api.get("/api/threads/").number("0/id");
    api.post("/api/threads/" + read + "/set-pending").expect(200);
    api.post("/api/rate/", "{\"rating\": 5.0, \"issues_read\": 1}").expect(200);

    // Added a moment ago: nothing has waited for thirty days.
    assertThat(api.get("/api/threads/stale").expect(200).texts("", "title")).isEmpty();
    assertThat(api.get("/api/threads/stale?days=0").expect(200).texts("", "title"))
        .containsExactly("Never read", "Read");
  }

  @Test
  void listsArePagedOnRequestAndWholeOtherwise(Api api) {
    String rows =
        IntStream.rangeClosed(1, 120)
            .mapToObj(i -> "Title " + i + ",Comic,1")
            .collect(Collectors.joining("\n"));
    api.upload("/api/threads/import/csv/", "p.csv", "title,format,issues_remaining\n" + rows)
        .expect(200);

    assertThat(api.get("/api/threads/").json().size()).isEqualTo(120);
    assertThat(api.get("/api/threads/?limit=2&offset=1").texts("", "title"))
        .isEqualTo(List.of("Title 119", "Title 118"));
    assertThat(api.get("/api/queue/").json().path("threads").size()).isEqualTo(120);
  }

  @Test
  void somebodyElsesThreadIsNotFound(Api api, Api other) {
    long id = api.add("Mine", 3);

    other.get("/api/threads/" + id).refused(404, "Thread " + id + " not found");
    other.put("/api/threads/" + id, "{\"title\": \"Stolen\"}").problem(404);
    other.delete("/api/threads/" + id).problem(404);
    other.get("/api/threads/" + id + "/history").problem(404);
    other.post("/api/threads/" + id + "/set-pending").problem(404);
    other.post("/api/roll/override", "{\"thread_id\": %s}".formatted(id)).problem(404);
    other.post("/api/snooze/" + id + "/unsnooze").problem(404);
    other
        .post("/api/queue/move", "{\"thread_id\": %s, \"to\": \"front\"}".formatted(id))
        .problem(404);
    other.put("/api/queue/threads/" + id + "/back/", null).problem(404);
    other
        .post("/api/threads/reactivate", "{\"thread_id\": %s, \"issues_to_add\": 1}".formatted(id))
        .problem(404);
    assertThat(other.get("/api/threads/").json().size()).isZero();
    assertThat(api.get("/api/threads/" + id).text("title")).isEqualTo("Mine");
  }

  private static void invalidThread(Api api, String body, String field) {
    api.post("/api/threads/", body).invalid("body." + field);
  }
}
