package dev.comicpile.startup;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads arguments such as {@code --port 8080}, {@code --port=8080} and {@code --demo}. */
public final class Arguments {

  private Arguments() {}

  /**
   * Reads them; the last one of a name counts.
   *
   * @param examples a value for each argument that there is; an empty one for a switch
   * @return what was given, by name; {@code true} for a switch without a value
   * @throws StartFailure if an argument is not known, or lacks its value
   */
  public static Map<String, String> read(List<String> words, Map<String, String> examples) {
    Map<String, String> given = new HashMap<>();
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String example = examples.get(name);
      if (example == null) {
        throw new StartFailure("There is no argument '" + word + "': --help lists them.");
      }
      String value =
          equals >= 0
              ? word.substring(equals + 1)
              : example.isEmpty() ? "true" : rest.hasNext() ? rest.next() : "--";
      if (equals < 0 && value.startsWith("--")) {
        throw new StartFailure(name + " needs a value: " + name + " " + example + ".");
      }
      given.put(name, value);
    }
    return given;
  }
}
