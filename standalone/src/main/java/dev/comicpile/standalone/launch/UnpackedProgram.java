package dev.comicpile.standalone.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The program's jar, unpacked into the data directory: a jar of its own classes, and beside it the
 * libraries. Classes are found faster there than in jars within a jar, and the JVM's AOT cache
 * takes no others. A copy belongs to one jar, one JVM and one place; of any other it is a stranger.
 */
final class UnpackedProgram {

  /** All copies are in here. */
  private static final String FOLDER = "program";

  private static final String JAR = "comic-pile.jar";
  private static final String AOT_CACHE = "comic-pile.aot";

  /** How often it is tried to make one. */
  private static final int ATTEMPTS = 3;

  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIST_OF_LIBRARIES = "BOOT-INF/classpath.idx";

  private final Path directory;

  private UnpackedProgram(Path directory) {
    this.directory = directory;
  }

  /** The copy in this directory, complete or not. */
  static UnpackedProgram in(Path directory) {
    return new UnpackedProgram(directory);
  }

  /**
   * The copy of a jar in a data directory, made if there is none. Empty if the jar has nothing to
   * unpack.
   *
   * @throws IOException if it cannot be written
   */
  static Optional<UnpackedProgram> of(Path jar, Path dataDirectory) throws IOException {
    try (ZipFile packed = new ZipFile(jar.toFile())) {
      if (packed.getEntry(LIST_OF_LIBRARIES) == null) {
        return Optional.empty();
      }
      Path folder = dataDirectory.resolve(FOLDER);
      String name = fingerprint(packed, folder);
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, name + "-*")) {
          for (Path copy : copies) {
            UnpackedProgram program = new UnpackedProgram(copy);
            if (program.isComplete()) {
              return Optional.of(program);
            }
          }
        }
      }
      Files.createDirectories(folder);
      // A name that is new each time, so that nobody else's copy is ever written to.
      UnpackedProgram program = new UnpackedProgram(Files.createTempDirectory(folder, name + "-"));
      try {
        program.unpack(packed);
      } catch (IOException e) {
        program.delete();
        throw e;
      }
      return Optional.of(program);
    }
  }

  Path directory() {
    return directory;
  }

  Path jar() {
    return directory.resolve(JAR);
  }

  /**
   * The AOT cache, if there is one. A JVM may crash on one that is damaged; so it is read as a
   * whole, and removed if it is not what was written.
   */
  Optional<Path> aotCache() {
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
    sync(file);
    Files.deleteIfExists(sumOfAotCache());
    Files.move(file, directory.resolve(AOT_CACHE), StandardCopyOption.REPLACE_EXISTING);
    write(sumOfAotCache(), sum(directory.resolve(AOT_CACHE)));
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
    return "%08x %d".formatted(sum.getValue(), size);
  }

  /** A file that is there as a whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text);
    sync(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Whether it is as it was when it was on the disk as a whole. What was copied from somewhere else
   * has other times, which the AOT cache would not take.
   */
  boolean isComplete() {
    try {
      return Files.readString(mark()).equals(markText());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes sure that it is on the disk, so that the next start may rely on it, and removes all
   * others. To be called by whoever runs it and holds the data directory.
   */
  void keep() throws IOException {
    if (!isComplete()) {
      for (Path file : files(directory)) {
        sync(file);
      }
      write(mark(), markText());
    }
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory.resolveSibling("."))) {
      for (Path copy : copies) {
        if (!copy.getFileName().equals(directory.getFileName())) {
          delete(copy);
        }
      }
    }
  }

  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void delete() {
    try {
      delete(directory);
    } catch (IOException e) {
      // The next start removes it.
    }
  }

  private Path mark() {
    return directory.resolve("complete");
  }

  private String markText() throws IOException {
    return Files.getLastModifiedTime(jar()).toString();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList();
    }
  }

  /** Of what is in the jar, which place the copy has and which JVM runs it. */
  private static String fingerprint(ZipFile jar, Path folder) throws IOException {
    CRC32 sum = new CRC32();
    Enumeration<? extends ZipEntry> entries = jar.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      add(sum, entry.getName() + entry.getCrc() + entry.getSize());
    }
    CRC32 place = new CRC32();
    add(place, folder.toString());
    Path home = Path.of(System.getProperty("java.home"));
    add(place, home.toString());
    Path modules = home.resolve("lib").resolve("modules");
    if (Files.exists(modules)) {
      add(place, Files.size(modules) + " " + Files.getLastModifiedTime(modules));
    }
    for (String property : List.of("java.vm.vendor", "java.vm.version", "os.arch")) {
      add(place, System.getProperty(property, ""));
    }
    return "%08x%08x".formatted(sum.getValue(), place.getValue());
  }

  private static void add(CRC32 sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
  }

  private void unpack(ZipFile packed) throws IOException {
    List<String> libraries = libraries(packed);
    Path folder = Files.createDirectory(directory.resolve("lib"));
    for (String library : libraries) {
      try (InputStream in = stream(packed, LIBRARIES + library)) {
        Files.copy(in, folder.resolve(library));
      }
    }
    try (OutputStream file = Files.newOutputStream(jar());
        JarOutputStream out = new JarOutputStream(file, manifest(packed, libraries))) {
      Enumeration<? extends ZipEntry> entries = packed.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().startsWith(CLASSES) && !entry.isDirectory()) {
          out.putNextEntry(new ZipEntry(entry.getName().substring(CLASSES.length())));
          try (InputStream in = packed.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
  }

  /** In the order of the class path. */
  private static List<String> libraries(ZipFile packed) throws IOException {
    List<String> libraries = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(stream(packed, LIST_OF_LIBRARIES), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int name = line.indexOf(LIBRARIES);
        if (name >= 0) {
          libraries.add(line.substring(name + LIBRARIES.length(), line.lastIndexOf('"')));
        }
      }
    }
    return libraries;
  }

  private static Manifest manifest(ZipFile packed, List<String> libraries) throws IOException {
    Manifest manifest;
    try (InputStream in = stream(packed, "META-INF/MANIFEST.MF")) {
      manifest = new Manifest(in);
    }
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MAIN_CLASS, attributes.getValue("Start-Class"));
    attributes.put(
        Attributes.Name.CLASS_PATH,
        libraries.stream()
            .map(library -> "lib/" + library)
            .reduce((a, b) -> a + " " + b)
            .orElse(""));
    attributes.keySet().removeIf(name -> name.toString().startsWith("Spring-Boot-"));
    return manifest;
  }

  private static InputStream stream(ZipFile packed, String name) throws IOException {
    ZipEntry entry = packed.getEntry(name);
    if (entry == null) {
      throw new IOException("there is no " + name + " in " + packed.getName());
    }
    return packed.getInputStream(entry);
  }
}
