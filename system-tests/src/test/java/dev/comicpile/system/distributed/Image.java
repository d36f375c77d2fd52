package dev.comicpile.system.distributed;

import dev.comicpile.system.standalone.PackagedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the Dockerfile makes of a jar, without the program that makes images. */
final class Image {

  private static final Path DOCKERFILE = Path.of("..", "Dockerfile");

  /** {@code COPY --from=layers /layers/extracted/dependencies/ ./}. */
  private static final Pattern LAYER = Pattern.compile("COPY --from=layers \\S+/(\\S+)/ \\./");

  private Image() {}

  /**
   * Extracts the layers of a jar and lays those that the Dockerfile names over each other.
   *
   * @return the jar to be run
   */
  static Path layOut(Path jar, Path where) {
    try {
      delete(where);
      Path layers = where.resolve("layers");
      Path copy = Files.createDirectories(where).resolve("service.jar");
      Files.copy(jar, copy);
      int exit =
          Child.start(
                  "extract-" + jar.getFileName(),
                  Map.of(),
                  List.of(
                      PackagedProgram.java(),
                      "-Djarmode=tools",
                      "-jar",
                      copy.toString(),
                      "extract",
                      "--layers",
                      "--destination",
                      layers.toString()))
              .awaitEnd();
      if (exit != 0) {
        throw new IllegalStateException("the layers of " + jar + " could not be extracted");
      }
      Path service = Files.createDirectory(where.resolve("service"));
      for (String layer :
          LAYER.matcher(Files.readString(DOCKERFILE)).results().map(m -> m.group(1)).toList()) {
        move(layers.resolve(layer), service);
      }
      return service.resolve("service.jar");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(path));
        Files.createDirectories(target.getParent());
        Files.move(path, target);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
