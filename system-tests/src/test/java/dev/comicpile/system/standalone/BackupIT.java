package dev.comicpile.system.standalone;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A backup taken by the scripts while readers play, and restored elsewhere. */
class BackupIT {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "PILE_RATE_LIMITS",
          "off",
          "PILE_ADMIN_USERNAME",
          "librarian",
          "PILE_ADMIN_PASSWORD",
          "quiet please");

  private static final Path SCRIPTS = Path.of("../operations").toAbsolutePath().normalize();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path place;

  private Path backups;

  @BeforeEach
  void prepare() throws IOException {
    backups = Files.createDirectory(place.resolve("backups"));
  }

  @Test
  void whatWasAcknowledgedBeforeABackupIsThereAfterItsRestore() throws Exception {
    Path data = place.resolve("data");
    Path other = place.resolve("other");
    Api known;
    List<String> before;
    String etag;
    List<Player> players = new ArrayList<>();
    List<List<Long>> acknowledged;
    Api late;
    try (ComicPileProcess first = ComicPileProcess.start(data, SETTINGS)) {
      known = Api.register(first.url());
      known.add("Hellboy", 12);
      known.add("Saga", 3);
      known.post("/api/roll/").expect(200);
      known.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
      before = answers(known);
      etag = known.get("/api/threads/").header("ETag");
      assertThat(known.get("/api/threads/", "If-None-Match", etag).status()).isEqualTo(304);
      for (int i = 0; i < 3; i++) {
        players.add(new Player(Api.register(first.url())));
      }
      for (Player player : players) {
        player.playedALittle();
      }
      acknowledged = players.stream().map(player -> List.copyOf(player.added)).toList();

      Ended backup = script(data, "backup.sh", backups.toString());

      assertThat(backup.exitCode()).as(backup.output()).isZero();
      assertThat(backup.output()).startsWith("Backed up ").hasLineCount(1);
      players.forEach(Player::stop);
      late = Api.register(first.url());
    }
    List<Path> files = files(backups);
    assertThat(files).hasSize(1);
    Path file = files.getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    refusesWhatIsNoWholeBackup(file);

    Ended restore = script(other, "restore.sh", file.toString());
    assertThat(restore.exitCode()).as(restore.output()).isZero();
    assertThat(restore.output()).startsWith("Restored ").hasLineCount(1);

    Ended again = script(other, "restore.sh", file.toString());
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.output()).startsWith("There is a Comic Pile here already").hasLineCount(1);

    try (ComicPileProcess second = ComicPileProcess.start(other, SETTINGS)) {
      Api admin = Api.logIn(second.url(), "librarian", "quiet please");
      awaitViews(admin);

      assertThat(answers(known.at(second.url()))).isEqualTo(before);
      Api newcomer = Api.register(second.url());
      for (Api earlier : List.of(known, late)) {
        assertThat(earlier.from(second.url()).get("/api/threads/").status()).isEqualTo(401);
      }
      newcomer.get("/api/threads/").expect(200);
      Api sameToken = known.at(second.url());
      // Another store: what was recorded there after the backup is not what will be here.
      assertThat(sameToken.get("/api/threads/", "If-None-Match", etag).status()).isEqualTo(200);

      List<Long> everyId = new ArrayList<>(ids(sameToken));
      for (int i = 0; i < players.size(); i++) {
        Api player = players.get(i).api.at(second.url()).secondDevice();
        assertThat(ids(player)).containsAll(acknowledged.get(i));
        everyId.addAll(ids(player));
        viewsAreTheFoldOf(player);
      }
      long fresh = sameToken.add("Added after the restore", 1);
      assertThat(everyId).doesNotHaveDuplicates().doesNotContain(fresh);
      assertThat(fresh).isGreaterThan(everyId.stream().mapToLong(id -> id).max().orElseThrow());
      sameToken.post("/api/roll/").expect(200);
      Api.register(second.url()).add("Of a new reader", 1);
      viewsAreTheFoldOf(sameToken);
    }

    Ended stopped = script(other, "backup.sh", "--keep", "1", backups.toString());
    assertThat(stopped.exitCode()).as(stopped.output()).isZero();
    assertThat(files(backups)).hasSize(1).doesNotContain(file);
  }

  private void refusesWhatIsNoWholeBackup(Path file) throws IOException, InterruptedException {
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    for (byte[] content : List.of(Arrays.copyOf(whole, whole.length / 2), changed, new byte[0])) {
      Path damaged = Files.write(place.resolve("damaged.zip"), content);
      Path nowhere = place.resolve("nowhere");

      Ended refused = script(nowhere, "restore.sh", damaged.toString());

      assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
      assertThat(refused.output()).contains("is not a whole backup").hasLineCount(1);
      assertThat(nowhere).doesNotExist();
    }
  }

  @Test
  void whatCannotBeDoneIsToldInASentence() throws Exception {
    Path nothing = place.resolve("nothing");
    Ended none = script(nothing, "backup.sh", backups.toString());
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.output()).startsWith("There is no Comic Pile in " + nothing).hasLineCount(1);
    assertThat(files(backups)).isEmpty();

    Ended noDirectory = script(nothing, "backup.sh", place.resolve("missing").toString());
    assertThat(noDirectory.exitCode()).isEqualTo(1);
    assertThat(noDirectory.output()).startsWith("There is no directory ");

    Ended noFile = script(nothing, "restore.sh", place.resolve("missing.zip").toString());
    assertThat(noFile.exitCode()).isEqualTo(1);
    assertThat(noFile.output()).startsWith("There is no backup ").hasLineCount(1);
    assertThat(nothing).doesNotExist();

    for (List<String> wrong :
        List.of(
            List.of("backup.sh"),
            List.of("backup.sh", "--keep", "0", backups.toString()),
            List.of("restore.sh", "a", "b"))) {
      Ended usage = script(nothing, wrong.getFirst(), wrong.subList(1, wrong.size()));
      assertThat(usage.exitCode()).as(wrong.toString()).isEqualTo(2);
      assertThat(usage.output()).startsWith("Usage: ");
    }
  }

  /** A reader who goes on playing. */
  private static final class Player {
    private final Api api;
    private final ConcurrentLinkedQueue<Long> added = new ConcurrentLinkedQueue<>();
    private final CountDownLatch some = new CountDownLatch(5);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread playing;

    Player(Api api) {
      this.api = api;
      playing = Thread.ofVirtual().start(this::play);
    }

    private void play() {
      while (!over.get()) {
        added.add(api.add("Played while backed up", 3));
        api.post("/api/roll/").expect(200);
        api.post("/api/rate/", "{\"rating\": 3.0, \"issues_read\": 1}").expect(200);
        some.countDown();
      }
    }

    void playedALittle() throws InterruptedException {
      assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    }

    void stop() {
      over.set(true);
      try {
        playing.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Ended(int exitCode, String output) {}

  private Ended script(Path data, String name, String... arguments)
      throws IOException, InterruptedException {
    return script(data, name, List.of(arguments));
  }

  private Ended script(Path data, String name, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPTS.resolve(name).toString()));
    command.addAll(arguments);
    Path output = Files.createTempFile(place, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "COMIC_PILE_JAR", PackagedProgram.prepared().toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "PILE_DATA_DIR", data.toString()));
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static void awaitViews(Api admin) {
    JsonNode views =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> admin.get("/api/admin/projections").expect(200).json(),
                each -> each.valueStream().allMatch(view -> view.path("lag").asLong() == 0));
    assertThat(views).hasSize(3).allMatch(view -> view.path("parked").isEmpty());
  }

  private static List<String> answers(Api api) {
    return List.of(
        api.get("/api/queue/").expect(200).body(),
        api.get("/api/threads/").expect(200).body(),
        api.get("/api/session/current").expect(200).body(),
        api.get("/api/sessions/").expect(200).body(),
        api.get("/api/undo/history").expect(200).body(),
        api.get("/api/history/events").expect(200).body());
  }

  private static List<Long> ids(Api api) {
    return api.get("/api/threads/")
        .expect(200)
        .json()
        .valueStream()
        .map(thread -> thread.path("id").asLong())
        .toList();
  }

  /** What the views say of the threads is what folding the events says. */
  private static void viewsAreTheFoldOf(Api api) {
    JsonNode state = api.get("/api/history/state").expect(200).json();
    assertThat(api.get("/api/threads/").expect(200).json().valueStream())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(state.path("queue").valueStream(), state.path("completed").valueStream())
                .toList());
  }
}
