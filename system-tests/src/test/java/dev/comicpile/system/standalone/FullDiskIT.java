package dev.comicpile.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room, which needs one that is small enough to be filled. */
@Timeout(300)
class FullDiskIT {

  private static final String SIZE = "size=256m";

  /** More than a table's last page has room for. */
  private static final int MANY = 100;

  @TempDir Path disk;

  private boolean mounted;

  @BeforeEach
  void smallDisk() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()) == 0;
    if (!mounted) {
      String reason = "FullDiskIT is skipped: this user cannot mount a small file system.";
      System.out.println(reason);
      abort(reason);
    }
  }

  @AfterEach
  void noDisk() throws Exception {
    if (mounted) {
      run("umount", "--lazy", disk.toString());
    }
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Notes that no compression makes smaller. */
  private static Answer add(Api api, Random random) {
    StringBuilder notes = new StringBuilder();
    random.ints(9_000, 'a', 'z' + 1).forEach(letter -> notes.append((char) letter));
    return api.post(
        "/api/threads/",
        "{\"title\": \"Saga\", \"format\": \"Comic\", \"issues_remaining\": 1, \"notes\": \"%s\"}"
            .formatted(notes));
  }

  private static void fill(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void writesAreRefusedReadsAndLoginsGoOnAndNothingIsLost() throws Exception {
    Random random = new Random(12);
    try (ComicPileProcess program =
        ComicPileProcess.start(disk.resolve("data"), Map.of("PILE_RATE_LIMITS", "off"))) {
      Api reader = Api.register(program.url());
      add(reader, random).expect(201);
      Path filling = disk.resolve("filling");
      fill(filling);

      int stored = 1;
      Answer answer = add(reader, random);
      while (answer.status() == 201 && stored < MANY) {
        stored++;
        answer = add(reader, random);
      }
      answer.problem(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
      Api again = reader.at(program.url()); // logs in
      again.get("/api/auth/me").expect(200);
      assertThat(again.get("/api/queue/").expect(200).number("total")).isEqualTo(stored);
      assertThat(again.get("/api/history/state").expect(200).json().path("queue")).hasSize(stored);
      again.get("/health").expect(200);

      Files.delete(filling);
      await("room for writes")
          .atMost(Duration.ofMinutes(1))
          .until(() -> add(again, random).status() == 201);
      assertThat(again.get("/api/queue/").expect(200).number("total")).isEqualTo(stored + 1);
    }
  }
}
