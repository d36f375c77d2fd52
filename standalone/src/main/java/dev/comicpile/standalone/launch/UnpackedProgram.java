package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * The program's jar, unpacked into the data directory: a jar of its own classes, and beside it the
 * libraries. Classes are found faster there than in jars within a jar, and the JVM's AOT cache
 * takes no others. A copy belongs to one jar, one JVM and one place; of any other it is a stranger.
 *
 * @param directory where it is, complete or not
 */
record UnpackedProgram(Path directory) {

  private static final String JAR = "comic-pile.jar";
  private static final String AOT_CACHE = "comic-pile.aot";

  /** How often it is tried to make one. */
  private static final int ATTEMPTS = 3;

  /**
   * The copy of a jar in a data directory, made if there is none. Empty if the jar has nothing to
   * unpack.
   *
   * @throws IOException if it cannot be written
   */
  static Optional<UnpackedProgram> of(Path jar, Path dataDirectory) throws IOException {
    Path folder = dataDirectory.resolve(PrivateDirectory.PROGRAM).normalize();
    PackedProgram packed = new PackedProgram(jar);
    Optional<String> name = packed.fingerprint(folder);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<UnpackedProgram> there = complete(folder, name.get());
    if (there.isPresent()) {
      return there;
    }
    Files.createDirectories(folder);
    // A name that is new each time, so that nobody else's copy is ever written to.
    Path directory = Files.createTempDirectory(folder, name.get() + "-");
    packed.unpack(directory, JAR);
    return Optional.of(new UnpackedProgram(directory));
  }

  /**
   * The copy that was made beside a jar, as {@link Preparation} does it; empty if there is none.
   *
   * @throws IOException if it cannot be read
   */
  static Optional<UnpackedProgram> beside(Path jar) throws IOException {
    Path folder = jar.resolveSibling(PrivateDirectory.PROGRAM);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Optional<String> name = new PackedProgram(jar).fingerprint(folder);
    return name.isEmpty() ? Optional.empty() : complete(folder, name.get());
  }

  private static Optional<UnpackedProgram> complete(Path folder, String name) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, name + "-*")) {
        for (Path copy : copies) {
          UnpackedProgram program = new UnpackedProgram(copy);
          if (Files.exists(program.jar()) && program.copy().isComplete()) {
            return Optional.of(program);
          }
        }
      }
    }
    return Optional.empty();
  }

  Path jar() {
    return directory.resolve(JAR);
  }

  /** What makes the JVM use the AOT cache, if there is one. */
  List<String> aotOptions() {
    // Whatever the JVM has to say about a cache, it can start without it.
    return aotCache()
        .map(cache -> List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off,cds*=off"))
        .orElseGet(List::of);
  }

  /**
   * The AOT cache, if there is one. A JVM may crash on one that is damaged; so it is read as a
   * whole, and removed if it is not what was written.
   */
  private Optional<Path> aotCache() {
    Path cache = directory.resolve(AOT_CACHE);
    if (!Files.exists(sumOfAotCache())) {
      return Optional.empty();
    }
    try {
      if (Files.readString(sumOfAotCache()).equals(sum(cache))) {
        return Optional.of(cache);
      }
      Files.delete(sumOfAotCache());
    } catch (IOException e) {
      // A start without it is only slower.
    }
    return Optional.empty();
  }

  /** Whether there is an AOT cache already, or the attempts to make one have all failed. */
  boolean isTrained() throws IOException {
    return Files.exists(sumOfAotCache())
        || (Files.exists(failures()) && Files.size(failures()) >= ATTEMPTS);
  }

  /** Makes a file the AOT cache of this program. */
  void takeAotCache(Path file) throws IOException {
    UnpackedCopy.sync(file);
    Files.deleteIfExists(sumOfAotCache());
    Files.move(file, directory.resolve(AOT_CACHE), StandardCopyOption.REPLACE_EXISTING);
    UnpackedCopy.write(sumOfAotCache(), sum(directory.resolve(AOT_CACHE)));
  }

  /** Remembers that there was no cache in the end. */
  void trainingFailed() throws IOException {
    Files.writeString(failures(), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path sumOfAotCache() {
    return directory.resolve(AOT_CACHE + ".crc32");
  }

  private Path failures() {
    return directory.resolve("training-failed");
  }

  private static String sum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    long size = 0;
    ByteBuffer part = ByteBuffer.allocateDirect(1 << 18);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int read = channel.read(part); read >= 0; read = channel.read(part)) {
        size += read;
        sum.update(part.flip());
        part.clear();
      }
    }
    return HexFormat.of().toHexDigits((int) sum.getValue()) + " " + size;
  }

  /** To be called by the process that runs it and holds the data directory. */
  void keep() throws IOException {
    copy().keep();
  }

  /**
   * What was copied from somewhere else has other times, which the AOT cache would not take. Whole
   * seconds: many archives keep no more of a time, and the JVM looks at no more.
   */
  private UnpackedCopy copy() throws IOException {
    return new UnpackedCopy(
        directory, Files.getLastModifiedTime(jar()).to(TimeUnit.SECONDS) + " s");
  }
}
