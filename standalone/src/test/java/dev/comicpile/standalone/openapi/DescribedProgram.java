package dev.comicpile.standalone.openapi;

import dev.comicpile.standalone.ComicPile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The one-process program from the class path of this test, which lets it describe its API. */
final class DescribedProgram {

  /** Where it describes itself, beside the document that it serves. */
  static final String DESCRIPTION = "/described.json";

  private static final String DESCRIBING =
      """
      {"springdoc": {
        "api-docs": {"enabled": true, "path": "%s"},
        "default-flat-param-object": true,
        "default-consumes-media-type": "application/json",
        "default-produces-media-type": "application/json",
        "paths-to-match": ["/api/**", "/health", "/.well-known/**"]}}
      """
          .formatted(DESCRIPTION);

  private static final String READY = "Comic Pile is ready at ";

  private final Process process;
  private final URI address;

  private DescribedProgram(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it, and waits until it can serve. */
  static DescribedProgram start(Path data) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ComicPile.class.getName(),
                "--port=0",
                "--data-dir=" + data)
            .redirectErrorStream(true);
    builder.environment().put("SPRING_APPLICATION_JSON", DESCRIBING);
    Process process = builder.start();
    StringBuilder output = new StringBuilder();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        return new DescribedProgram(process, URI.create(line.substring(READY.length()).strip()));
      }
      output.append(line).append('\n');
    }
    throw new IllegalStateException("It has not started:\n" + output);
  }

  URI address() {
    return address;
  }

  void close() throws InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
  }
}
