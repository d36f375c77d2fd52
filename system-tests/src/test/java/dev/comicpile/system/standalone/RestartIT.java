package dev.comicpile.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import dev.comicpile.testing.Waits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system as a process that is killed, stopped and started again on the same data. */
class RestartIT {

  private static final Map<String, String> NO_LIMITS = Map.of("PILE_RATE_LIMITS", "off");

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
  Path data;

  @Test
  void whatWasAcknowledgedIsThereAfterAKillAndAfterAStop() throws Exception {
    ComicPileProcess first = ComicPileProcess.start(data, NO_LIMITS);
    Api api = Api.register(first.url());
    api.add("Hellboy", 12);
    api.add("Saga", 3);
    api.post("/api/roll/").expect(200);
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
    api.post("/api/roll/").expect(200);
    List<String> before = answers(api);

    ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    CountDownLatch some = new CountDownLatch(5);
    Api writer = Api.register(first.url());
    Thread writing =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      acknowledged.add(writer.add("Written while killed", 1));
                      some.countDown();
                    }
                  } catch (RuntimeException killed) {
                    // the answer that never came; it was not acknowledged
                  }
                });
    assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
    first.kill();
    writing.join();

    try (ComicPileProcess second = ComicPileProcess.start(data, NO_LIMITS)) {
      assertThat(answers(api.at(second.url()))).isEqualTo(before);
      List<Long> ids = new ArrayList<>();
      writer
          .at(second.url())
          .get("/api/threads/")
          .expect(200)
          .json()
          .valueStream()
          .forEach(thread -> ids.add(thread.path("id").asLong()));
      assertThat(ids).containsAll(acknowledged).doesNotHaveDuplicates();
      assertThat(ids.size() - acknowledged.size()).isBetween(0, 1);
    }

    try (ComicPileProcess third = ComicPileProcess.start(data, NO_LIMITS)) {
      Api again = api.at(third.url());
      assertThat(answers(again)).isEqualTo(before);
      again.post("/api/undo/").expect(200);
      assertThat(again.get("/api/undo/history").text("0/type")).isEqualTo("undo");
    }
  }

  @Test
  void aDataDirectoryInUseEndsTheStartWithASentence() {
    try (ComicPileProcess first = ComicPileProcess.start(data, NO_LIMITS)) {
      ComicPileProcess second =
          ComicPileProcess.launch(Map.of(), List.of("--port", "0", "--data-dir", "" + data));

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output().lines()).hasSize(1);
      assertThat(second.output()).contains("in use by another Comic Pile");

      String port = first.url().substring(first.url().lastIndexOf(':') + 1);
      ComicPileProcess third =
          ComicPileProcess.launch(
              Map.of(), List.of("--port", port, "--data-dir", "" + data.resolve("other")));
      assertThat(third.exitCode()).isEqualTo(1);
      assertThat(third.output().lines()).hasSize(1);
      assertThat(third.output()).contains("Port " + port);
    }
  }

  @Test
  void aWrongSettingEndsTheStartWithASentenceThatNamesIt() throws Exception {
    for (Map.Entry<String, String> wrong :
        Map.of("PILE_SESSION_GAP", "abc", "PILE_START_DIE", "7", "PILE_PORT", "x").entrySet()) {
      ComicPileProcess process =
          ComicPileProcess.launch(
              Map.ofEntries(wrong),
              List.of("--data-dir", Files.createTempDirectory(data, "d").toString()));

      assertThat(process.exitCode()).as(process.output()).isEqualTo(1);
      assertThat(process.output().lines()).as(process.output()).hasSize(1);
      assertThat(process.output()).contains(wrong.getKey());
    }
    ComicPileProcess process = ComicPileProcess.launch(Map.of(), List.of("--no-such-argument"));
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.output()).contains("--no-such-argument");
  }

  @Test
  void theLogOfADayEndsWithinItsBoundAndTheOldestFilesGo() throws Exception {
    ComicPileProcess.start(data, NO_LIMITS).close();
    Path logs = data.resolve("log");
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    for (int day = 2; day <= 6; day++) {
      Path old =
          logs.resolve(
              "comic-pile.log."
                  + LocalDate.ofInstant(Instant.now(), ZoneId.systemDefault()).minusDays(day)
                  + ".0.gz");
      try (RandomAccessFile file = new RandomAccessFile(old.toFile(), "rw")) {
        file.setLength(30L << 20);
      }
    }
    // What was written yesterday is put away by the first line of today, and so are the oldest.
    Files.setLastModifiedTime(logs.resolve("comic-pile.log"), FileTime.from(yesterday));

    try (ComicPileProcess again = ComicPileProcess.start(data, NO_LIMITS)) {
      Api.anonymous(again.url()).get("/health").expect(200);
      Waits.await().until(() -> megabytes(logs) <= 100);
      assertThat(megabytes(logs)).as("the newest of the old ones are kept").isGreaterThan(60);
    }
  }

  private static long megabytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum() >> 20;
    }
  }

  private static List<String> answers(Api api) {
    return List.of(
        api.get("/api/queue/").expect(200).body(),
        api.get("/api/threads/").expect(200).body(),
        api.get("/api/session/current").expect(200).body(),
        api.get("/api/roll/current").expect(200).body(),
        api.get("/api/sessions/").expect(200).body(),
        api.get("/api/undo/history").expect(200).body());
  }
}
