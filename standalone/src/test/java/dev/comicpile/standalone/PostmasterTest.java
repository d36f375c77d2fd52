package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left of servers that have ended. */
@EnabledOnOs(OS.LINUX)
class PostmasterTest {

  @TempDir Path directory;

  @Test
  void aFileThatNamesADeadProcessWhichIsStillListedIsTakenAway() throws Exception {
    Path cluster = Files.createDirectory(directory.resolve("postgres"));
    Path file = cluster.resolve("postmaster.pid");
    // Its parent never asks for the end of its child, as a container's first process may not
    // either: a shell would, so it is another program by then.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 1 & echo $!; exec sleep 60").start();
    try (BufferedReader said = parent.inputReader()) {
      String child = said.readLine();
      ProcessHandle dead = ProcessHandle.of(Long.parseLong(child)).orElseThrow();
      await().until(() -> !Postmaster.isRunning(dead));
      assertThat(dead.isAlive()).isTrue();
      Files.writeString(file, child + "\n" + cluster + "\n");

      Postmaster.stopOrphans(cluster, directory.resolve("postgres-program"));

      assertThat(file).doesNotExist();
    } finally {
      parent.destroy();
    }
  }
}
