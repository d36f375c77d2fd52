package dev.comicpile.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The program as {@code java -jar} starts it: it replaces its own process by a smaller JVM. */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "The system tells the arguments of a process only there.")
class LaunchIT {

  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  @Test
  void theSameProcessGoesOnWithTheOptionsOfAHousehold() {
    ComicPileProcess process =
        ComicPileProcess.launchAsUsersDo(List.of("--port", "0", "--data-dir", data.toString()));
    try (process) {
      Api api = Api.register(process.url());
      api.add("Hellboy", 12);

      assertThat(process.handle().info().arguments().orElseThrow())
          .contains("-XX:+UseSerialGC", "-Xmx192m", "--data-dir", data.toString());
      api.post("/api/roll/").expect(200);
    }
    assertThat(process.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
  }
}
