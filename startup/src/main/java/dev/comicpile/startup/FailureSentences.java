package dev.comicpile.startup;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Turns what stopped a start into the one sentence that helps the user. */
final class FailureSentences {

  private static final Map<Class<?>, String> KINDS =
      Map.of(
          Duration.class, "a duration such as 6h, 30m or 2s",
          DataSize.class, "a size such as 1GB or 500MB",
          Integer.class, "a whole number",
          Long.class, "a whole number",
          Double.class, "a number",
          Boolean.class, "true or false");

  private final @Nullable ConfigurableEnvironment environment;

  FailureSentences(@Nullable ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** What is inside says more than what it is wrapped in. */
  String sentence(Throwable failure) {
    String sentence = known(failure);
    if (sentence != null) {
      return sentence;
    }
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String line =
        String.valueOf(root.getMessage())
            .lines()
            .map(String::strip)
            .filter(text -> !text.isEmpty() && !text.equals("null"))
            .findFirst()
            .orElseGet(root.getClass()::getName);
    return "Comic Pile could not start: "
        + line
        + (line.endsWith(".") ? "" : ".")
        + " (LOGGING_LEVEL_DEV_COMICPILE=debug shows more.)";
  }

  private @Nullable String known(Throwable failure) {
    String inside = failure.getCause() == null ? null : known(failure.getCause());
    return inside != null
        ? inside
        : switch (failure) {
          case StartFailure told -> told.getMessage();
          case PortInUseException taken ->
              "Port "
                  + taken.getPort()
                  + " is in use or not allowed: stop what listens there or choose another one with"
                  + " --port or PILE_PORT.";
          case BindException wrong -> wrongValue(wrong);
          default -> null;
        };
  }

  private String wrongValue(BindException wrong) {
    String property = wrong.getName().toString();
    Class<?> type = wrong.getTarget().getType().resolve(Object.class);
    return new SettingNames(environment).name(property)
        + ": '"
        + (environment == null ? null : environment.getProperty(property))
        + "' is not "
        + KINDS.getOrDefault(
            ClassUtils.resolvePrimitiveIfNecessary(type), "a value that can be used here")
        + ".";
  }
}
