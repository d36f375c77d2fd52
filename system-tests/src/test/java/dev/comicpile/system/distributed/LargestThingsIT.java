package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The largest things that are allowed, in the heap that the jar gives itself, while another reader
 * plays. The texts are Cyrillic, which takes two bytes a character in memory and in UTF-8.
 */
class LargestThingsIT {

  private static final String PASSWORD = "correct horse";

  /** Requests are not counted; how much a pile changes is. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PILE_ADMIN_USERNAME",
          "boss",
          "PILE_ADMIN_PASSWORD",
          PASSWORD,
          "PILE_RATE_LIMIT_WRITES",
          "1000000",
          "PILE_RATE_LIMIT_READS",
          "1000000",
          "PILE_READ_WAIT",
          "60s");

  private static final int THREADS = 10_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  @Test
  @Timeout(180)
  void theLargestPileIsPlayedWithExportedAndBroughtInAgain() {
    String export;
    try (ComicPileProcess program = ComicPileProcess.start(data.resolve("first"), SETTINGS)) {
      Api admin = Api.logIn(program.url(), "boss", PASSWORD);
      Answer report = admin.post("/api/admin/import/json", largestPile()).expect(200);
      Api large = Api.logIn(program.url(), "large", report.text("passwords/0/password"));
      try (Neighbour neighbour = new Neighbour(program.url())) {
        large.post("/api/roll/").expect(200);
        large.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
        large.post("/api/undo/").expect(200);
        large
            .post(
                "/api/threads/",
                """
                {"title": "One more", "format": "Comic", "issues_remaining": 1, "notes": "%s"}
                """
                    .formatted("Ж".repeat(2_000)))
            .refused(
                400,
                "The titles, formats, notes and review addresses of a pile have 5,000,000"
                    + " characters at most. Please shorten some first.");
        assertThat(large.delete("/api/queue/").expect(200).number("removed")).isEqualTo(THREADS);
        large.post("/api/undo/").expect(200);
        assertThat(large.get("/api/threads/").expect(200).json()).hasSize(THREADS);
        assertThat(large.get("/api/queue/").expect(200).number("total")).isEqualTo(THREADS);
        large.get("/api/history/state").expect(200);
        admin.get("/api/admin/export/csv/").expect(200);
        admin.get("/api/admin/export/summary/").expect(200);
        export = admin.get("/api/admin/export/json/").expect(200).body();

        clearAndTakeBackUntilRefused(large);
        assertThat(neighbour.turns()).isPositive();
      }
    }
    try (ComicPileProcess program = ComicPileProcess.start(data.resolve("second"), SETTINGS)) {
      Api admin = Api.logIn(program.url(), "boss", PASSWORD);
      admin.post("/api/admin/import/json", export).expect(200);
    }
  }

  /** A pile that is cleared and taken back in turn would fill the disk. */
  private static void clearAndTakeBackUntilRefused(Api large) {
    Answer answer = large.delete("/api/queue/");
    for (int i = 0; answer.status() == 200 && i < 20; i++) {
      answer = i % 2 == 0 ? large.post("/api/undo/") : large.delete("/api/queue/");
    }
    answer.problem(429);
    assertThat(answer.text("detail"))
        .startsWith("This pile has changed as much as it may within a minute. Please try again in");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    large.post("/api/roll/", "").expect(200);
  }

  @Test
  @Timeout(180)
  void theLargestCsvAndTheLargestExportOfTheEarlierSystemAreTaken() {
    try (ComicPileProcess program = ComicPileProcess.start(data.resolve("program"), SETTINGS)) {
      Api admin = Api.logIn(program.url(), "boss", PASSWORD);
      assertThat(
              admin
                  .post("/api/admin/import/json", earlierExport(60_000))
                  .problem(413)
                  .text("detail"))
          .startsWith("An export of the earlier Comic Pile may have at most 16 MiB and 55,");
      assertThat(
              admin
                  .post("/api/admin/import/json", earlierExport(55_000))
                  .expect(200)
                  .number("readers"))
          .isEqualTo(1);
      try (Neighbour neighbour = new Neighbour(program.url())) {
        Api reader = Api.register(program.url());
        assertThat(
                reader
                    .upload("/api/threads/import/csv/", "largest.csv", largestCsv())
                    .expect(200)
                    .number("imported"))
            .isEqualTo(THREADS);
        reader.post("/api/undo/").expect(200);
        reader.post("/api/undo/redo").expect(200);
        assertThat(reader.get("/api/threads/").expect(200).json()).hasSize(THREADS);
        assertThat(neighbour.turns()).isPositive();
      }
    }
  }

  private static String largestPile() {
    String notes = "Ж".repeat(475);
    StringBuilder json =
        new StringBuilder(
            """
            {"format": "comic-pile", "version": 1, "readers": [{"username": "large", \
            "registered_at": "2026-01-01T00:00:00Z", "events": [\
            """);
    for (int id = 1; id <= THREADS; id++) {
      if (id % 500 == 1) {
        json.append(id == 1 ? "" : "]}},")
            .append(
                """
                {"version": %s, "type": "ThreadsImported", "revision": "1", "action": "import", \
                "action_version": 20, "at": "2026-01-01T00:00:00Z", \
                "payload": {"at": "2026-01-01T00:00:00Z", "threads": [\
                """
                    .formatted(id / 500 + 1));
      }
      json.append(id % 500 == 1 ? "" : ",")
          .append(
              """
              {"id": %1$s, "title": "Thread number %1$s", "format": "Omnibus", \
              "issues_remaining": 9, "order_key": -%1$s, "notes": "%2$s", "is_test": false, \
              "created_at": "2026-01-01T00:00:00Z"}\
              """
                  .formatted(id, notes));
    }
    return json.append("]}}]}]}").toString();
  }

  /** Five megabytes, as many rows as may be. */
  private static String largestCsv() {
    String title = "Ж".repeat(190);
    StringBuilder csv = new StringBuilder("title,format,issues_remaining\n");
    for (int row = 0; row < THREADS; row++) {
      csv.append("%s%s,%s,%s\n".formatted(100_000_000 + row, title, "Ж".repeat(50), row % 50 + 1));
    }
    return csv.toString();
  }

  private static String earlierExport(int rows) {
    StringBuilder threads = new StringBuilder();
    for (int id = 1; id <= THREADS; id++) {
      threads
          .append(id == 1 ? "" : ",")
          .append(
              """
              {"id": %1$s, "title": "Thread number %1$s", "format": "Comic", \
              "issues_remaining": 99, "queue_position": %1$s, \
              "created_at": "2024-01-01T00:00:00Z", "user_id": 1}\
              """
                  .formatted(id));
    }
    StringBuilder events = new StringBuilder();
    LocalDateTime at = LocalDateTime.of(2024, 2, 1, 0, 0);
    for (int id = 1; id <= rows - THREADS; id++) {
      at = at.plusMinutes(30);
      events
          .append(id == 1 ? "" : ",")
          .append(
              """
              {"id": %1$s, "type": "%2$s", "timestamp": "%3$s:00Z", "die": 6, "rating": %4$s, \
              "issues_read": 1, "thread_id": %5$s, "session_id": %6$s}\
              """
                  .formatted(
                      id,
                      id % 2 == 0 ? "rate" : "roll",
                      at,
                      id % 2 == 0 ? "4.5" : "null",
                      (id + 1) / 2 % THREADS + 1,
                      id / 20 + 1));
    }
    return """
    {"users": [{"id": 1, "username": "earlier", "created_at": "2024-01-01T00:00:00Z"}], \
    "sessions": [], "threads": [%s], "events": [%s]}\
    """
        .formatted(threads, events);
  }

  /** Another reader, who plays all the time and is always answered. */
  private static final class Neighbour implements AutoCloseable {

    private static final Duration BETWEEN_TURNS = Duration.ofMillis(200);

    private final Api api;
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final AtomicInteger turns = new AtomicInteger();
    private final Thread thread;
    private volatile @Nullable Throwable failure = new AssertionError("has not played");

    Neighbour(String url) {
      api = Api.register(url);
      for (int i = 0; i < 8; i++) {
        api.add("Saga " + i, 1_000_000);
      }
      thread = Thread.ofVirtual().start(this::play);
    }

    int turns() {
      return turns.get();
    }

    private void play() {
      try {
        while (goesOn.get()) {
          api.post("/api/roll/").expect(200);
          api.get("/api/session/current").expect(200);
          api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
          assertThat(api.get("/api/threads/").expect(200).json()).hasSize(8);
          turns.incrementAndGet();
          await().pollDelay(BETWEEN_TURNS).until(() -> true);
        }
        failure = null;
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    @Override
    public void close() {
      goesOn.set(false);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(failure).isNull();
    }
  }
}
