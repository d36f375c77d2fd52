package dev.comicpile.api.problem;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a refusal says to programs: its own name, and the components of its record by theirs. */
final class Facts {

  private Facts() {}

  /** {@code issuesRead} as {@code issues_read}. */
  static String words(String javaName) {
    return javaName.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** The numbers and ids that a record holds. */
  static Map<String, Long> of(PileProblem problem) {
    Map<String, Long> facts = new LinkedHashMap<>();
    for (RecordComponent component : problem.getClass().getRecordComponents()) {
      try {
        Long number = number(component.getAccessor().invoke(problem));
        if (number != null) {
          facts.put(words(component.getName()), number);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return facts;
  }

  private static @Nullable Long number(Object fact) {
    return switch (fact) {
      case Number number -> (Long) number.longValue();
      case ThreadId thread -> (Long) thread.number();
      case SessionId session -> (Long) session.number();
      default -> null;
    };
  }
}
