package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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

      List<String> acknowledged = new CopyOnWriteArrayList<>();
      CountDownLatch some = new CountDownLatch(3);
      Thread writer = Thread.ofVirtual().start(() -> write(reader, acknowledged, some));
      some.await();

      admin.post(PATH + "/" + then + "/restore").expect(202);

      writer.join();
      assertThat(program.awaitReady()).isEqualTo(url);
      for (Api earlier : new Api[] {reader, late, admin}) {
        assertThat(earlier.get("/api/threads/").status()).isEqualTo(401);
      }
      assertThat(titles(reader.at(url))).containsExactly("Hellboy");
      JsonNode after = admin(url).get(PATH).expect(200).json();
      assertThat(after.path("last_failure").isNull()).isTrue();
      assertThat(after.path("backups").size()).isEqualTo(2);
      assertThat(after.at("/backups/1/name").asString()).isEqualTo(then);
      String since = after.at("/backups/0/name").asString();

      // and forward again, since nothing was lost
      admin(url).post(PATH + "/" + since + "/restore").expect(202);

      assertThat(program.awaitReady()).isEqualTo(url);
      assertThat(titles(reader.at(url))).contains("Hellboy", "Saga").containsAll(acknowledged);
      late.at(url).get("/api/threads/").expect(200);
    }
  }

  @Test
  void whatAKilledRestoreHasLeftIsGoneSoonAfterTheStart() throws Exception {
    try (RunningProgram program = RunningProgram.start(directory, SETTINGS)) {
      program.awaitReady();
      execute("create database postgres_before");
    }
    try (RunningProgram program = RunningProgram.start(directory, SETTINGS)) {
      program.awaitReady();
      // Only one that is not there can be made.
      await()
          .ignoreExceptionsInstanceOf(SQLException.class)
          .untilAsserted(() -> execute("create database postgres_before"));
    }
  }

  private void execute(String sql) throws SQLException {
    DatabaseAddress running = EmbeddedDatabase.runningIn(directory).orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(running.url(), running.username(), running.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Goes on until nobody answers, or nobody that knows the reader. */
  private static void write(Api reader, List<String> acknowledged, CountDownLatch some) {
    try {
      while (true) {
        String title = "Number " + acknowledged.size();
        reader.add(title, 1);
        acknowledged.add(title);
        some.countDown();
      }
    } catch (RuntimeException | AssertionError e) {
      // that was the last one
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
