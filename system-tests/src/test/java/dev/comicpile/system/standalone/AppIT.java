package dev.comicpile.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.distributed.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The app in a browser, on the packaged program: the flows of {@code web/e2e}. */
class AppIT {

  @Test
  void everyFlowOfTheAppIsPlayedInABrowser() throws Exception {
    if (!appIsPackaged()) {
      throw Needs.missing("the program was built without the app");
    }
    Path chromium = Needs.program("chromium", "chromium-browser", "google-chrome");
    Path npm = Needs.program("npm");
    ProcessBuilder flows =
        new ProcessBuilder(npm.toString(), "run", "e2e")
            .directory(Path.of("..", "web").toFile())
            .redirectErrorStream(true);
    flows
        .environment()
        .putAll(
            Map.of(
                "CHROMIUM",
                chromium.toString(),
                "COMIC_PILE",
                PackagedProgram.java() + " -jar " + PackagedProgram.prepared()));
    Process process = flows.start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().peek(System.out::println).forEach(line -> said.append(line).append('\n'));
    }

    assertThat(process.waitFor()).as(said.toString()).isZero();
  }

  private static boolean appIsPackaged() throws IOException {
    try (ZipFile jar = new ZipFile(PackagedProgram.jar().toFile())) {
      return jar.stream().anyMatch(entry -> entry.getName().matches("BOOT-INF/lib/web-.*\\.jar"));
    }
  }
}
