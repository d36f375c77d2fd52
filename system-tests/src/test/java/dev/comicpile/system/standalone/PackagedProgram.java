package dev.comicpile.system.standalone;

import dev.comicpile.system.distributed.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one-process program as the build has packaged it. */
public final class PackagedProgram {

  private static @Nullable Path prepared;

  private PackagedProgram() {}

  /** The jar that the build has made. */
  public static Path jar() {
    Path jar = Path.of("..", "standalone", "target", "comic-pile.jar").toAbsolutePath().normalize();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there: it is made by `./mvnw verify`");
    }
    return jar;
  }

  /**
   * A copy of the jar with what {@code prepare} puts beside it, as an image has it: the tests start
   * it some sixty times, and each start takes a fraction of what it takes without.
   */
  public static synchronized Path prepared() {
    if (prepared == null) {
      prepared = prepare(Path.of("target", "comic-pile", "comic-pile.jar").toAbsolutePath());
    }
    return prepared;
  }

  /** The Java that runs the tests. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Does little where an earlier run has prepared the same. */
  private static Path prepare(Path copy) {
    try {
      Files.createDirectories(copy.getParent());
      Files.copy(
          jar(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Child preparation =
        Child.start("prepare", Map.of(), List.of(java(), "-jar", copy.toString(), "prepare"));
    if (preparation.awaitEnd(Duration.ofMinutes(4)) != 0) {
      throw new IllegalStateException("not prepared, see " + preparation.log());
    }
    return copy;
  }
}
