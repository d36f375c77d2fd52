package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How this JVM was started.
 *
 * @param options what stood before {@code -jar}: options of the JVM, those of its variables not
 *     among them
 * @param jar what stood after it
 */
record CommandLine(List<String> options, Path jar) {

  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/cmdline");

  /** Empty if this was not {@code java -jar}, or the system does not tell. */
  static Optional<CommandLine> ofThisProcess(List<String> arguments) {
    return words().flatMap(words -> parse(words, arguments));
  }

  /** All words but the first, which is the JVM's own name. */
  private static Optional<List<String>> words() {
    if (Files.isReadable(OF_THIS_PROCESS)) {
      try {
        String line = new String(Files.readAllBytes(OF_THIS_PROCESS), charset());
        List<String> words = Arrays.asList(line.split("\0", -1));
        return Optional.of(words.subList(1, words.size() - 1));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return ProcessHandle.current().info().arguments().map(List::of);
  }

  static Optional<CommandLine> parse(List<String> words, List<String> arguments) {
    int jar = words.size() - arguments.size() - 1;
    return jar >= 1
            && words.get(jar - 1).equals("-jar")
            && words.subList(jar + 1, words.size()).equals(arguments)
        ? Optional.of(
            new CommandLine(
                List.copyOf(words.subList(0, jar - 1)),
                Path.of(words.get(jar)).toAbsolutePath().normalize()))
        : Optional.empty();
  }

  /** How the system encodes arguments and paths. */
  static Charset charset() {
    return Charset.forName(
        System.getProperty("sun.jnu.encoding", "UTF-8"), Charset.defaultCharset());
  }
}
