package dev.comicpile.standalone.launch;

import dev.comicpile.startup.Arguments;
import dev.comicpile.startup.PortNumber;
import dev.comicpile.startup.StartFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked for when Comic Pile is started, by arguments or by variables. Arguments win.
 *
 * @param port 0 to 65535; 0 takes any free port
 * @param dataDirectory where everything is kept
 * @param heap how large the heap may become, where the JVM has not been told
 * @param demo whether there is to be a demo reader
 */
public record Options(int port, Path dataDirectory, HeapSize heap, boolean demo) {

  /** What {@code --help} says of them. */
  public static String usage() {
    return """
      Comic Pile picks what to read next.

      Arguments:
      %s
        --version        says which version this is
        --help           says this
      """
        .formatted(
            Arrays.stream(Argument.values()).map(Argument::help).collect(Collectors.joining("\n")));
  }

  /**
   * Reads the options, by the variables of this process and for its user.
   *
   * @throws StartFailure if an argument is not known, or a value cannot be used
   */
  public static Options parse(List<String> arguments) {
    return parse(arguments, System.getenv());
  }

  static Options parse(List<String> arguments, Map<String, String> variables) {
    Map<String, String> examples = new HashMap<>();
    for (Argument argument : Argument.values()) {
      examples.put(argument.flag(), argument.value());
    }
    Map<String, String> given = Arguments.read(arguments, examples);
    String port = given.get("--port");
    String directory = given.get("--data-dir");
    String heap = given.get("--heap");
    String demo = given.get("--demo");
    return new Options(
        port != null
            ? PortNumber.parse("--port", port)
            : PortNumber.parse("PILE_PORT", variable(Argument.PORT, variables)),
        directory != null
            ? path("--data-dir", directory)
            : directory(variable(Argument.DATA_DIR, variables)),
        heap != null ? heap("--heap", heap) : heap("PILE_HEAP", variable(Argument.HEAP, variables)),
        demo != null ? yes("--demo", demo) : yes("PILE_DEMO", variable(Argument.DEMO, variables)));
  }

  /** The same at another port. */
  public Options at(int port) {
    return new Options(port, dataDirectory, heap, demo);
  }

  private static String variable(Argument argument, Map<String, String> variables) {
    String value = variables.getOrDefault(argument.variable(), "");
    return value.isBlank() ? argument.preset() : value;
  }

  private static Path directory(String value) {
    return value.equals(Argument.DATA_DIR.preset())
        ? Path.of(System.getProperty("user.home", "."), value.substring("~/".length()))
        : path("PILE_DATA_DIR", value);
  }

  private static Path path(String name, String value) {
    try {
      if (!value.isBlank()) {
        return Path.of(value).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw new StartFailure(name + ": '" + value + "' is not a directory.");
  }

  private static HeapSize heap(String name, String value) {
    return HeapSize.parse(value)
        .orElseThrow(
            () ->
                new StartFailure(
                    name + ": '" + value + "' is not a size of 128m to 64g, such as 192m or 1g."));
  }

  private static boolean yes(String name, String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "", "false", "no", "off", "0" -> false;
      default -> throw new StartFailure(name + ": '" + value + "' is not true or false.");
    };
  }
}
