package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class ConventionsHttpIT {

  @Test
  void withoutAValidTokenTheAnswerIs401(Api api) {
    for (String token : new String[] {"", "Bearer", "Bearer nonsense", "Basic abc"}) {
      Answer refused = api.get("/api/threads/", "Authorization", token).problem(401);
      assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void unknownPathsAndWrongMethodsAreProblems(Api api) {
    api.get("/api/nonsense").problem(404);
    api.get("/api/nonsense", "Authorization", "").problem(404);
    Answer wrong = api.send("PATCH", "/api/threads/", "{}").problem(405);
    assertThat(wrong.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void aReadNamesItsVersionAndAnUnchangedOneIs304(Api api) {
    api.add("A", 1);
    Answer list = api.get("/api/threads/").expect(200);
    assertThat(list.header("Pile-Version")).isEqualTo("1");
    assertThat(list.header("ETag")).startsWith("W/\"");
    assertThat(list.header("Cache-Control")).contains("private").contains("no-cache");
    Answer unchanged = api.get("/api/threads/", "If-None-Match", list.header("ETag")).expect(304);
    assertThat(unchanged.body()).isEmpty();
    api.add("B", 1);
    assertThat(
            api.get("/api/threads/", "If-None-Match", list.header("ETag"))
                .expect(200)
                .json()
                .size())
        .isEqualTo(2);
    assertThat(api.get("/api/queue/").header("ETag")).isEmpty();
  }

  @Test
  void aVersionBeyondTheStreamDoesNotMakeAReadWait(Api api) {
    api.add("A", 1);
    api.get("/api/threads/").expect(200);
    // one that waited would end as a 503
    Answer list = api.get("/api/threads/", "Pile-Version", "999999").expect(200);
    assertThat(list.header("Pile-Version")).isEqualTo("1");
    api.get("/api/threads/", "Cookie", "pile_version=somewhere.1.999999").expect(200);
    api.get("/api/threads/", "Cookie", "pile_version=%%%").expect(200);
  }

  @Test
  void anyOriginMayReadEveryAnswer(Api api) {
    for (String path : new String[] {"/api/threads/", "/api/nonsense", "/api/threads/0"}) {
      Answer answer = api.get(path, "Origin", "https://app.example.org");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(answer.header("Access-Control-Expose-Headers"))
          .contains("Pile-Version")
          .contains("ETag")
          .contains("Retry-After");
    }
    assertThat(
            api.get("/api/threads/", "Authorization", "Bearer x", "Origin", "https://a.example")
                .expect(401)
                .header("Access-Control-Allow-Origin"))
        .isEqualTo("*");
    Answer preflight =
        api.send(
            "OPTIONS",
            "/api/threads/",
            null,
            "Origin",
            "https://app.example.org",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization,content-type,if-match,idempotency-key");
    preflight.expect(200);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
  }

  @Test
  void anEmptyBodyOfAnyContentTypeCountsAsNone(Api api) {
    api.add("A", 1);
    api.send("POST", "/api/session/start", "", "Content-Type", "text/plain").expect(200);
    api.send("POST", "/api/session/end", "{}", "Content-Type", "application/json").expect(200);
    api.send("POST", "/api/roll/", "", "Content-Type", "application/x-www-form-urlencoded")
        .expect(200);
  }

  @Test
  void aBodyOverOneMebibyteIsTooLarge(Api api) {
    api.post("/api/threads/", "{\"title\": \"" + "x".repeat(1_100_000) + "\"}").problem(413);
    api.upload("/api/threads/import/csv", "a.csv", "title\n" + "x".repeat(5_500_000)).problem(413);
  }

  /** Where the words are looked at, it takes minutes for so many letters. */
  @Test
  void whatAClientSaysIsNotTakenForItsAbsence(Api api) {
    api.get("/api/threads/?limit=broken%20pipe").problem(422);
    String title = "connection reset by peer " + "\u0130".repeat(250_000);
    long begun = System.nanoTime();
    api.post("/api/threads/", "{\"title\": \"" + title + "\"}").problem(422);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void healthAndTheDocumentationNeedNoToken(Api api) {
    assertThat(api.get("/health", "Authorization", "").expect(200).text("status"))
        .isEqualTo("healthy");
    Answer openApi = api.get("/openapi.json", "Authorization", "").expect(200);
    List<String> paths =
        openApi.json().path("paths").propertyStream().map(p -> p.getKey()).toList();
    assertThat(paths.stream().map(path -> path.replaceAll("/$", "")))
        .contains("/api/roll", "/api/threads/{thread_id}", "/api/undo/redo", "/api/auth/login");
    assertThat(openApi.body()).contains("issues_remaining").doesNotContain("issuesRemaining");
    assertThat(api.get("/docs", "Authorization", "").status()).isIn(200, 302);
  }

  @Test
  void twoDevicesActingAtOnceAreBothAnsweredAndNothingIsLost(Api api) throws Exception {
    Api second = api.secondDevice();
    try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> added = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Api device = i % 2 == 0 ? api : second;
        String title = "Title " + i;
        added.add(devices.submit(() -> device.add(title, 1)));
      }
      for (Future<Long> one : added) {
        assertThat(one.get()).isPositive();
      }
    }
    Answer list = api.get("/api/threads/", "Pile-Version", "40").expect(200);
    assertThat(list.header("Pile-Version")).isEqualTo("40");
    assertThat(list.json().size()).isEqualTo(40);
    assertThat(list.json().valueStream().map(t -> t.path("queue_position").asInt()))
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
