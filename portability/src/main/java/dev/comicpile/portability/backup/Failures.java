package dev.comicpile.portability.backup;

import org.springframework.core.NestedExceptionUtils;

/** Says what went wrong, in one line. */
final class Failures {

  private Failures() {}

  /** The first line of the innermost message, with a full stop. */
  static String reason(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String line = String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("");
    String text = line.isEmpty() ? root.getClass().getName() : line.strip();
    return text.endsWith(".") ? text : text + ".";
  }
}
