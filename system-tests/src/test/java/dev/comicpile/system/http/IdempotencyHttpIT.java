package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Writes sent again, writes that expect a version, and what happens to them in a restart. */
@ExtendWith(RunningComicPile.class)
class IdempotencyHttpIT {

  private static final Map<String, String> NO_LIMITS = Map.of("PILE_RATE_LIMITS", "off");

  private static final String SAGA =
      "{\"title\": \"Saga\", \"format\": \"Comic\", \"issues_remaining\": 3}";

  private static Answer add(Api api, String key) {
    return api.send("POST", "/api/threads/", SAGA, "Idempotency-Key", key);
  }

  private static void assertSame(Answer again, Answer first) {
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Pile-Version")).isEqualTo(first.header("Pile-Version"));
  }

  @Test
  void theSameKeyAnswersTheSameAfterAKillAndAfterAStop(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path data) {
    ComicPileProcess first = ComicPileProcess.start(data, NO_LIMITS);
    Api api = Api.register(first.url());
    Answer refused = api.send("POST", "/api/roll/", null, "Idempotency-Key", "roll");
    refused.problem(400);
    Answer added = add(api, "add").expect(201);
    first.kill();

    try (ComicPileProcess second = ComicPileProcess.start(data, NO_LIMITS)) {
      Api again = api.at(second.url());
      assertSame(add(again, "add"), added);
      assertSame(again.send("POST", "/api/roll/", null, "Idempotency-Key", "roll"), refused);
      again.get("/api/threads/", "Idempotency-Key", "add").expect(200);
    }

    try (ComicPileProcess third = ComicPileProcess.start(data, NO_LIMITS)) {
      Api again = api.at(third.url());
      assertSame(add(again, "add"), added);
      assertThat(again.get("/api/threads/").expect(200).json().size()).isEqualTo(1);
    }
  }

  @Test
  void twoAtOnceAreOneWrite(Api api) throws Exception {
    Api second = api.secondDevice();
    for (int round = 0; round < 5; round++) {
      String key = "round " + round;
      List<Future<Answer>> answers = new ArrayList<>();
      try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 10; i++) {
          Api device = i % 2 == 0 ? api : second;
          answers.add(devices.submit(() -> add(device, key)));
        }
      }
      Answer first = answers.getFirst().get().expect(201);
      for (Future<Answer> each : answers) {
        assertSame(each.get(), first);
      }
    }
    assertThat(api.get("/api/threads/").expect(200).json().size()).isEqualTo(5);
  }

  @Test
  void aKeyBelongsToOneRequest(Api api) {
    add(api, "key").expect(201);

    api.send("POST", "/api/queue/move", "{}", "Idempotency-Key", " ").problem(422);
    Answer other =
        api.send(
            "POST",
            "/api/threads/",
            "{\"title\": \"Bone\", \"format\": \"Comic\", \"issues_remaining\": 3}",
            "Idempotency-Key",
            "key");
    other.invalid("header.Idempotency-Key");
    assertThat(other.text("detail"))
        .isEqualTo("Idempotency-Key belongs to another request of yours already.");
    assertThat(api.get("/api/threads/").expect(200).json().size()).isEqualTo(1);
  }

  @Test
  void aWriteThatExpectsAnotherVersionIsRefused(Api api) {
    api.add("Bone", 1);
    Answer list = api.get("/api/threads/").expect(200);
    String etag = list.header("ETag");

    api.send("POST", "/api/threads/", SAGA, "If-Match", etag).expect(201);
    api.send("POST", "/api/threads/", SAGA, "If-Match", etag)
        .refused(412, "The pile is at version 2 and not at version 1. Please read it again first.");
    api.send("POST", "/api/threads/", SAGA, "If-Match", list.header("Pile-Version")).problem(412);
    api.send("POST", "/api/threads/", SAGA, "If-Match", "2").expect(201);
    api.send("POST", "/api/threads/", SAGA, "If-Match", "soon").invalid("header.If-Match");
  }
}
