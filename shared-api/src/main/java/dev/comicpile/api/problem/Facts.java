package dev.comicpile.api.problem;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a refusal says to programs: its own name, and the components of its record by theirs. */
final class Facts {

  private Facts() {}

  /** {@code issuesRead} as {@code issues_read}. */
  static String words(String javaName) {
    return javaName.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** The numbers that a record holds. */
  static Map<String, Long> of(PileProblem problem) {
    Map<String, Long> facts = new LinkedHashMap<>();
    for (RecordComponent component : problem.getClass().getRecordComponents()) {
      try {
        if (component.getAccessor().invoke(problem) instanceof Number number) {
          facts.put(words(component.getName()), number.longValue());
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return facts;
  }
}
