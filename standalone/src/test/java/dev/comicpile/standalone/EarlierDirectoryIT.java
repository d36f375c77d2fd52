package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A data directory that an earlier program has left is taken over by this one. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class EarlierDirectoryIT {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {17, 18})
  void whoeverWasSignedInStaysSoAndFindsTheSamePile(int major) throws Exception {
    EarlierDirectory.make(directory, major);
    JsonNode before = EarlierDirectory.answers();

    try (RunningProgram program =
        RunningProgram.start(directory, Map.of("PILE_RATE_LIMITS", "off"))) {
      String url = program.awaitReady();

      assertThat(program.output())
          .contains("was last used by an earlier Comic Pile, and is upgraded to Comic Pile ");
      assertThat(program.output().contains("taken over from PostgreSQL 17 to 18"))
          .isEqualTo(major == 17);
      Api ada = Api.of(url, 0, before.at("/tokens/access_token").asString());
      holds(ada.get("/api/auth/me").expect(200).json(), before.path("me"));
      holds(ada.get("/api/history/events?limit=100").expect(200).json(), before.path("events"));
      long version = before.path("events").size();
      JsonNode threads = ada.get("/api/threads/", "Pile-Version", "" + version).expect(200).json();
      holds(threads, before.path("threads"));
      Api.logIn(url, "bob", "correct horse");
      Api.anonymous(url)
          .post(
              "/api/auth/refresh",
              "{\"refresh_token\": \"%s\"}"
                  .formatted(before.at("/tokens/refresh_token").asString()))
          .expect(200);
      ada.post("/api/undo/").expect(200);
    }
    assertThat(DirectoryFormat.of(directory)).contains(DirectoryFormat.own());
  }

  /** What was there is there; what has come since may be beside it. */
  private static void holds(JsonNode now, JsonNode before) {
    if (before.isObject()) {
      before.forEachEntry((name, value) -> holds(now.path(name), value));
    } else if (before.isArray()) {
      assertThat(now.size()).isEqualTo(before.size());
      for (int i = 0; i < before.size(); i++) {
        holds(now.path(i), before.path(i));
      }
    } else {
      assertThat(now).isEqualTo(before);
    }
  }
}
