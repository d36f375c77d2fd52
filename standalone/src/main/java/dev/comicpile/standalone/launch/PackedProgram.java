package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The program's jar as Spring Boot makes it: classes, and the libraries as jars within the jar.
 *
 * @param jar where it is
 */
record PackedProgram(Path jar) {

  private static final String LIST_OF_LIBRARIES = "BOOT-INF/classpath.idx";

  /** Of this JVM, what an AOT cache depends on. */
  private static final List<String> PROPERTIES =
      List.of("java.home", "java.vm.vendor", "java.vm.version", "os.arch");

  /**
   * Of what is in the jar, which place the copy has and which JVM runs it; empty if there is
   * nothing in it to unpack.
   */
  Optional<String> fingerprint(Path folder) throws IOException {
    CRC32 content = new CRC32();
    try (ZipFile packed = new ZipFile(jar.toFile())) {
      if (packed.getEntry(LIST_OF_LIBRARIES) == null) {
        return Optional.empty();
      }
      for (ZipEntry entry : packed.stream().toList()) {
        add(content, entry.getName() + entry.getCrc() + entry.getSize());
      }
    }
    CRC32 place = new CRC32();
    add(place, folder.toString());
    PROPERTIES.forEach(property -> add(place, System.getProperty(property, "")));
    Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
    if (Files.exists(modules)) {
      add(
          place,
          Files.size(modules) + " " + Files.getLastModifiedTime(modules).to(TimeUnit.SECONDS));
    }
    HexFormat hex = HexFormat.of();
    return Optional.of(
        hex.toHexDigits((int) content.getValue()) + hex.toHexDigits((int) place.getValue()));
  }

  private static void add(CRC32 sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
  }

  /**
   * Has Spring Boot's own tools write a jar of its classes, and the libraries beside it.
   *
   * @param directory an empty one, which is removed if that fails
   * @param name of the jar of its classes
   */
  void unpack(Path directory, String name) throws IOException {
    Process tools =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                directory.toString(),
                "--application-filename",
                name)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    boolean done = tools.onExit().join().exitValue() == 0;
    if (!done || !Files.exists(directory.resolve(name))) {
      UnpackedCopy.delete(directory);
      throw new IOException("the program could not be unpacked into " + directory);
    }
  }
}
