package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An admin goes back to a backup without touching the machine. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class RestoreInAppIT {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "PILE_RATE_LIMITS",
          "off",
          "PILE_ADMIN_USERNAME",
          "librarian",
          "PILE_ADMIN_PASSWORD",
          "quiet please");

  private static final String PATH = "/api/admin/backups";

  @TempDir Path directory;

  private static Api admin(String url) {
    return Api.logIn(url, "librarian", "quiet please");
  }

  @Test
  void whatWasThereThenIsThereAgainAndWhatWasThereSinceIsInABackup() throws Exception {
    try (RunningProgram program = RunningProgram.start(directory, SETTINGS)) {
      String url = program.awaitReady();
      Api reader = Api.register(url);
      reader.add("Hellboy", 12);
      Api admin = admin(url);
      JsonNode overview = admin.get(PATH).expect(200).json();
      assertThat(overview.path("folder").asString())
          .isEqualTo(directory.resolve("backups").toString());
      assertThat(overview.path("restorable").asBoolean()).isTrue();
      assertThat(overview.path("next_at").isString()).isTrue();
      String then = admin.post(PATH).expect(201).text("name");
      reader.add("Saga", 3);
      Api late = Api.register(url);

      JsonNode begun = admin.post(PATH + "/" + then + "/restore").expect(202).json();

      assertThat(program.awaitReady()).isEqualTo(url);
      for (Api earlier : new Api[] {reader, late, admin}) {
        assertThat(earlier.get("/api/threads/").status()).isEqualTo(401);
      }
      assertThat(titles(reader.at(url))).containsExactly("Hellboy");
      JsonNode after = admin(url).get(PATH).expect(200).json();
      assertThat(after.path("last_failure").isNull()).isTrue();
      String since = begun.at("/before/name").asString();
      assertThat(after.path("backups").valueStream().map(each -> each.path("name").asString()))
          .containsExactlyInAnyOrder(then, since);

      // and forward again, since nothing was lost
      admin(url).post(PATH + "/" + since + "/restore").expect(202);

      assertThat(program.awaitReady()).isEqualTo(url);
      assertThat(titles(reader.at(url))).containsExactlyInAnyOrder("Hellboy", "Saga");
      late.at(url).get("/api/threads/").expect(200);
    }
  }

  private static List<String> titles(Api reader) {
    return reader
        .get("/api/history/state")
        .expect(200)
        .json()
        .path("queue")
        .valueStream()
        .map(thread -> thread.path("title").asString())
        .toList();
  }
}
