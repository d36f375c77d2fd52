package dev.comicpile.standalone.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The program's jar as Spring Boot makes it: classes, and the libraries as jars within the jar. */
final class PackedProgram implements AutoCloseable {

  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIST_OF_LIBRARIES = "BOOT-INF/classpath.idx";

  private final ZipFile packed;

  PackedProgram(Path jar) throws IOException {
    packed = new ZipFile(jar.toFile());
  }

  /** Whether there is anything in it to unpack. */
  boolean hasLibraries() {
    return packed.getEntry(LIST_OF_LIBRARIES) != null;
  }

  /** Of what is in the jar, which place the copy has and which JVM runs it. */
  String fingerprint(Path folder) throws IOException {
    CRC32 sum = new CRC32();
    Enumeration<? extends ZipEntry> entries = packed.entries();
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
      add(
          place,
          Files.size(modules) + " " + Files.getLastModifiedTime(modules).to(TimeUnit.SECONDS));
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

  /**
   * Writes a jar of its classes, and the libraries beside it.
   *
   * @param jar where its classes go
   */
  void unpack(Path directory, Path jar) throws IOException {
    List<String> libraries = libraries();
    Path folder = Files.createDirectory(directory.resolve("lib"));
    for (String library : libraries) {
      try (InputStream in = stream(LIBRARIES + library)) {
        Files.copy(in, folder.resolve(library));
      }
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest(libraries))) {
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
  private List<String> libraries() throws IOException {
    List<String> libraries = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(stream(LIST_OF_LIBRARIES), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int name = line.indexOf(LIBRARIES);
        if (name >= 0) {
          libraries.add(line.substring(name + LIBRARIES.length(), line.lastIndexOf('"')));
        }
      }
    }
    return libraries;
  }

  private Manifest manifest(List<String> libraries) throws IOException {
    Manifest manifest;
    try (InputStream in = stream("META-INF/MANIFEST.MF")) {
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

  private InputStream stream(String name) throws IOException {
    ZipEntry entry = packed.getEntry(name);
    if (entry == null) {
      throw new IOException("there is no " + name + " in " + packed.getName());
    }
    return packed.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
