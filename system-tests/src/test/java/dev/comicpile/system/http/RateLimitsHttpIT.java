package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Limits as the people who run the system set them. */
class RateLimitsHttpIT {

  /** Asks again and again, a little longer than the limit allows however slow this machine is. */
  private static Answer untilRefused(Supplier<Answer> request) {
    for (int i = 0; i < 100; i++) {
      Answer answer = request.get();
      if (answer.status() == 429) {
        return answer;
      }
      assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    }
    throw new AssertionError("never refused");
  }

  private static void assertRefused(Answer answer) {
    answer.problem(429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @Test
  void loginsWritesAndReadsAreLimitedEachByItself(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path data) {
    Map<String, String> limits =
        Map.of(
            "PILE_RATE_LIMIT_LOGINS", "3",
            "PILE_RATE_LIMIT_WRITES", "4",
            "PILE_RATE_LIMIT_READS", "5");
    try (ComicPileProcess process = ComicPileProcess.start(data, limits)) {
      Api api = Api.register(process.url());
      Api other = Api.register(process.url());
      Api anonymous = Api.anonymous(process.url());
      String origin = "https://app.example.org";

      assertRefused(
          untilRefused(
              () ->
                  anonymous.send(
                      "POST",
                      "/api/auth/login",
                      "{\"username\": \"nobody\", \"password\": \"password\"}",
                      "Origin",
                      origin)));
      assertRefused(untilRefused(() -> api.send("DELETE", "/api/snooze/", null, "Origin", origin)));
      assertRefused(untilRefused(() -> api.get("/api/queue/", "Origin", origin)));
      assertRefused(untilRefused(() -> anonymous.get("/api/queue/", "Origin", origin)));

      other.get("/api/queue/").expect(200);
      other.post("/api/session/start").expect(200);
      anonymous.get("/health").expect(200);
    }
  }

  @Test
  void aLimitThatIsNoneEndsTheStartWithASentence(@TempDir Path data) {
    ComicPileProcess process =
        ComicPileProcess.launch(
            Map.of("PILE_RATE_LIMITS", "sometimes"),
            List.of("--port", "0", "--data-dir", "" + data));
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.output().lines()).hasSize(1);
    assertThat(process.output()).contains("PILE_RATE_LIMITS");
  }
}
