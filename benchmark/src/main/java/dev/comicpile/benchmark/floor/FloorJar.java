package dev.comicpile.benchmark.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The jar that brings floor R into the program: a few classes of this package, and the answers. */
public final class FloorJar {

  private static final String FACTORIES = "META-INF/spring.factories";

  /** By their names, for they cannot be loaded here: what they need is in the program. */
  private static final List<String> CLASSES =
      List.of("FloorController", "FloorInitializer", "FloorJar");

  private static final String INITIALIZER = FloorJar.class.getPackageName() + ".FloorInitializer";

  private FloorJar() {}

  /** Where in the jar an answer is, from its root. */
  static String answer(String name) {
    return "/floor/" + name + ".json";
  }

  /** Writes it with these answers, by their names. */
  public static Path write(Path file, Map<String, byte[]> answers) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String type : CLASSES) {
        String entry = FloorJar.class.getPackageName().replace('.', '/') + "/" + type + ".class";
        try (InputStream bytes = FloorJar.class.getClassLoader().getResourceAsStream(entry)) {
          add(jar, entry, Objects.requireNonNull(bytes).readAllBytes());
        }
      }
      String factories = "org.springframework.context.ApplicationContextInitializer=" + INITIALIZER;
      add(jar, FACTORIES, factories.getBytes(UTF_8));
      for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
        add(jar, answer(answer.getKey()).substring(1), answer.getValue());
      }
    }
    return file;
  }

  private static void add(JarOutputStream jar, String entry, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(entry));
    jar.write(bytes);
    jar.closeEntry();
  }
}
