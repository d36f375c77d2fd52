package dev.comicpile.system.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one-process program as the build has packaged it. */
final class PackagedProgram {

  private static @Nullable Path unpacked;

  private PackagedProgram() {}

  /** The jar that the build has made. */
  static Path jar() {
    Path jar = Path.of("..", "standalone", "target", "comic-pile.jar").toAbsolutePath().normalize();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there: it is made by `./mvnw verify`");
    }
    return jar;
  }

  /** The same, with its libraries beside it, which many starts find faster than within it. */
  static synchronized Path unpacked() {
    if (unpacked == null) {
      Path where = Path.of("target", "comic-pile").toAbsolutePath();
      unpack(where);
      unpacked = where.resolve("comic-pile.jar");
    }
    return unpacked;
  }

  /** The Java that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void unpack(Path where) {
    List<String> command =
        List.of(
            java(),
            "-Djarmode=tools",
            "-jar",
            jar().toString(),
            "extract",
            "--force",
            "--destination",
            where.toString());
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(jar() + " could not be unpacked");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
