package dev.comicpile.web.start;

import dev.comicpile.web.WrongSettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/** Turns whatever stopped a start into the one sentence that helps whoever started it. */
final class FailureSentences {

  private final @Nullable ConfigurableEnvironment environment;
  private final SettingNames names;

  FailureSentences(@Nullable ConfigurableEnvironment environment) {
    this.environment = environment;
    this.names = new SettingNames(environment);
  }

  String sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String sentence =
          switch (cause) {
            case StartFailure known -> String.valueOf(known.getMessage());
            case WrongSettingException wrong -> String.valueOf(wrong.getMessage());
            case PortInUseException taken -> portInUse(taken.getPort());
            // the sentence of a setting's own check lies deeper
            case BindException wrong when !has(wrong, WrongSettingException.class) ->
                wrongValue(wrong);
            default -> null;
          };
      if (sentence != null) {
        return sentence;
      }
    }
    return "Comic Pile could not start: "
        + oneLine(root(failure))
        + " (LOGGING_LEVEL_DEV_COMICPILE=debug shows more.)";
  }

  static String portInUse(int port) {
    return "Port "
        + port
        + " is in use or not allowed: stop what listens there or choose another one with --port or"
        + " PILE_PORT.";
  }

  private String wrongValue(BindException wrong) {
    String property = wrong.getName().toString();
    String value = environment == null ? null : environment.getProperty(property);
    return names.name(property)
        + ": '"
        + value
        + "' is not "
        + kind(wrong.getTarget().getType().resolve(Object.class))
        + ".";
  }

  private static String kind(Class<?> type) {
    if (type == Duration.class) {
      return "a duration such as 6h, 30m or 2s";
    }
    if (type == DataSize.class) {
      return "a size such as 1GB or 500MB";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return type == boolean.class || type == Boolean.class
        ? "true or false"
        : "a value that can be used here";
  }

  private static boolean has(Throwable failure, Class<?> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null || message.isBlank() ? failure.getClass().getName() : message;
    String line = text.strip().lines().findFirst().orElse(text).strip();
    return line.endsWith(".") ? line : line + ".";
  }
}
