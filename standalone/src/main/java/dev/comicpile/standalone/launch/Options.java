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
    Given port = Given.of(Argument.PORT, given, variables);
    return new Options(
        PortNumber.parse(port.name(), port.value()),
        directory(Given.of(Argument.DATA_DIR, given, variables)),
        heap(Given.of(Argument.HEAP, given, variables)),
        yes(Given.of(Argument.DEMO, given, variables)));
  }

  /**
   * What an argument was given.
   *
   * @param name of the argument itself, or of the variable that stands in for it
   */
  private record Given(String name, String value) {

    static Given of(
        Argument argument, Map<String, String> arguments, Map<String, String> variables) {
      String value = arguments.get(argument.flag());
      if (value != null) {
        return new Given(argument.flag(), value);
      }
      String variable = variables.getOrDefault(argument.variable(), "");
      return new Given(argument.variable(), variable.isBlank() ? argument.preset() : variable);
    }

    StartFailure isNot(String what) {
      return new StartFailure(name + ": '" + value + "' is not " + what + ".");
    }
  }

  /** The same at another port. */
  public Options at(int port) {
    return new Options(port, dataDirectory, heap, demo);
  }

  private static Path directory(Given given) {
    String value = given.value();
    if (given.equals(new Given(Argument.DATA_DIR.variable(), Argument.DATA_DIR.preset()))) {
      return Path.of(System.getProperty("user.home", "."), value.substring("~/".length()));
    }
    try {
      if (!value.isBlank()) {
        return Path.of(value).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw given.isNot("a directory");
  }

  private static HeapSize heap(Given given) {
    return HeapSize.parse(given.value())
        .orElseThrow(() -> given.isNot("a size of 128m to 64g, such as 192m or 1g"));
  }

  private static boolean yes(Given given) {
    return switch (given.value().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "", "false", "no", "off", "0" -> false;
      default -> throw given.isNot("true or false");
    };
  }
}
