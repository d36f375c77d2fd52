package dev.comicpile.web;

import dev.comicpile.api.WebAddress;
import dev.comicpile.startup.StartFailure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns {@code PILE_OTLP_ENDPOINT}, {@code PILE_TRACE_SAMPLING} and {@code PILE_LOG_FORMAT} into
 * Spring Boot's settings. Without an endpoint nothing is recorded; requests have a trace id all the
 * same, for the logs.
 */
final class Observability implements EnvironmentPostProcessor, Ordered {

  private static final String TRACING = "management.opentelemetry.tracing.";

  /** The configuration files have been read by then. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> settings = new HashMap<>();
    String endpoint = value(environment, "comicpile.otlp-endpoint");
    double sampling = sampling(value(environment, "comicpile.trace-sampling"));
    if (endpoint == null) {
      settings.put("comicpile.traces", false);
      settings.put(TRACING + "sampler", "always_off");
    } else {
      settings.put("comicpile.traces", true);
      settings.put(TRACING + "export.otlp.endpoint", requireHttp(endpoint));
      settings.put("management.tracing.sampling.probability", sampling);
    }
    String format = value(environment, "comicpile.log-format");
    if (format != null && isStructured(format.toLowerCase(Locale.ROOT))) {
      settings.put("logging.structured.format.console", format.toLowerCase(Locale.ROOT));
      settings.put("logging.structured.format.file", format.toLowerCase(Locale.ROOT));
    }
    environment.getPropertySources().addLast(new MapPropertySource("observability", settings));
  }

  private static @Nullable String value(ConfigurableEnvironment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static double sampling(@Nullable String value) {
    try {
      double sampling = value == null ? 1.0 : Double.parseDouble(value);
      if (sampling >= 0.0 && sampling <= 1.0) {
        return sampling;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new StartFailure("PILE_TRACE_SAMPLING must be 0.0 to 1.0, not " + value + ".");
  }

  private static String requireHttp(String endpoint) {
    if (WebAddress.isOne(endpoint)) {
      return endpoint;
    }
    throw new StartFailure(
        "PILE_OTLP_ENDPOINT must be a web address such as http://collector:4318/v1/traces, not "
            + endpoint
            + ".");
  }

  private static boolean isStructured(String format) {
    return switch (format) {
      case "text" -> false;
      case "ecs", "logstash" -> true;
      default ->
          throw new StartFailure(
              "PILE_LOG_FORMAT must be text, ecs or logstash, not " + format + ".");
    };
  }
}
