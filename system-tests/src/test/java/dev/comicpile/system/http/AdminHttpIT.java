package dev.comicpile.system.http;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A system whose admin nobody has configured, and what that admin can do. */
class AdminHttpIT {

  private static final Pattern PRINTED =
      Pattern.compile("The admin is (\\S+) with the password (\\S+), which is not shown again\\.");

  private static final Map<String, String> NO_LIMITS = Map.of("PILE_RATE_LIMITS", "off");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path data;

  static ComicPileProcess process;
  static MatchResult printed;
  static Api admin;

  @BeforeAll
  static void start() {
    process = ComicPileProcess.start(data, NO_LIMITS, "--demo");
    List<MatchResult> found = printed(process);
    assertThat(found).as(process.output()).hasSize(1);
    printed = found.getFirst();
    admin = Api.logIn(process.url(), printed.group(1), printed.group(2));
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  private static List<MatchResult> printed(ComicPileProcess process) {
    return process
        .output()
        .lines()
        .takeWhile(line -> !line.startsWith("Comic Pile is ready at "))
        .flatMap(line -> PRINTED.matcher(line).results())
        .toList();
  }

  @Test
  void theGeneratedAdminIsPrintedAtTheFirstStartOnly() {
    assertThat(printed.group(1)).isEqualTo("admin");
    assertThat(admin.get("/api/auth/me").expect(200).json().path("is_admin").asBoolean()).isTrue();

    process.close();
    process = ComicPileProcess.start(data, NO_LIMITS, "--demo");
    assertThat(process.output()).doesNotContain("The admin is").doesNotContain(printed.group(2));
    admin = Api.logIn(process.url(), printed.group(1), printed.group(2));
    admin.get("/api/admin/projections").expect(200);
  }

  @Test
  void aRevocationHoldsOnReadsAndWritesWithinASecond() {
    Api reader = Api.register(process.url());
    long id = reader.get("/api/auth/me").number("id");
    reader.get("/api/threads/").expect(200);
    Answer revoked = admin.post("/api/admin/users/" + id + "/tokens/revoke").expect(200);
    assertThat(revoked.number("revoked")).isEqualTo(1);

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> reader.get("/api/threads/").problem(401));
    reader.post("/api/roll/").problem(401);
    reader.get("/api/auth/me").problem(401);
    reader.at(process.url()).get("/api/threads/").expect(200);
    admin.post("/api/admin/users/999999999/tokens/revoke").refused(404, "User 999999999 not found");
    reader.at(process.url()).post("/api/admin/users/" + id + "/tokens/revoke").problem(403);
  }

  @Test
  void theDemoIsResetAndItsReaderCanUndoThat() {
    Api demo = Api.logIn(process.url(), "demo", "demo-pile");
    demo.delete("/api/queue/").expect(200);
    demo.add("My own", 1);
    assertThat(demo.get("/api/queue/").texts("threads", "title")).containsExactly("My own");
    String version = admin.post("/api/admin/reset-demo").expect(200).header("Pile-Version");

    List<String> titles =
        demo.get("/api/queue/", "Pile-Version", version).expect(200).texts("threads", "title");
    assertThat(titles).hasSize(40).startsWith("Saga", "Hellboy Omnibus");
    assertThat(demo.get("/api/undo/history", "Pile-Version", version).text("0/description"))
        .startsWith("Imported 42 threads in place of ");
    demo.post("/api/undo/").expect(200);
    assertThat(demo.get("/api/queue/").texts("threads", "title")).containsExactly("My own");
  }

  @Test
  void aReadersPileIsRestoredAndTheAdminGoesOnReadingTheirOwn() {
    Api reader = Api.register(process.url());
    long id = reader.get("/api/auth/me").number("id");
    long saga = reader.add("Saga", 5);
    reader.post("/api/roll/").expect(200);
    reader.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 2}").expect(200);
    reader.delete("/api/threads/" + saga).expect(204);
    String path = "/api/admin/users/" + id + "/snapshots/";
    Answer restored = admin.post(path + "4/restore").expect(200);

    assertThat(restored.number("user_id")).isEqualTo(id);
    assertThat(restored.header("Set-Cookie")).isEmpty();
    String version = restored.header("Pile-Version");
    assertThat(
            reader
                .get("/api/threads/" + saga, "Pile-Version", version)
                .expect(200)
                .number("issues_remaining"))
        .isEqualTo(3);
    assertThat(reader.get("/api/undo/history", "Pile-Version", version).text("0/type"))
        .isEqualTo("restore");
    admin.get("/api/threads/").expect(200);
    reader.post("/api/undo/").expect(200);
    reader.get("/api/threads/" + saga).expect(404);
    // the start of the session, inside the roll
    assertThat(admin.post(path + "2/restore").expect(200).json().get("active_thread").isNull())
        .isTrue();
    reader.post(path + "4/restore").problem(403);
  }

  @Test
  void reviewsAndTheDeletionOfTestDataReachTheViews() {
    long saga = admin.add("Saga", 5);
    admin
        .post(
            "/api/threads/",
            "{\"title\": \"Test\", \"format\": \"Comic\", \"issues_remaining\": 1,"
                + " \"is_test\": true}")
        .expect(201);
    Answer imported =
        admin
            .upload(
                "/api/admin/import/reviews/",
                "reviews.csv",
                "thread_id,review_url,review_timestamp\n%s,https://example.org,2026-03-01T10:00Z\n"
                    .formatted(saga))
            .expect(200);
    assertThat(imported.number("imported")).isEqualTo(1);
    Answer thread = admin.get("/api/threads/" + saga).expect(200);
    assertThat(thread.text("review_url")).isEqualTo("https://example.org");
    assertThat(thread.text("last_review_at")).isEqualTo("2026-03-01T10:00:00Z");

    assertThat(admin.post("/api/admin/delete-test-data/").expect(200).number("deleted_threads"))
        .isEqualTo(1);
    assertThat(admin.get("/api/threads/").texts("", "title")).containsExactly("Saga");
    admin.post("/api/undo/").expect(200);
    assertThat(admin.get("/api/threads/").texts("", "title")).containsExactly("Saga", "Test");
  }
}
