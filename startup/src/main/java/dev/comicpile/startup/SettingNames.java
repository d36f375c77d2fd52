package dev.comicpile.startup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Finds out what people call a property: the configuration files say {@code session-gap:
 * ${PILE_SESSION_GAP:6h}}, and it is the variable that was set wrong.
 */
final class SettingNames {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(PILE_[A-Z0-9_]+)");

  private final @Nullable ConfigurableEnvironment environment;

  SettingNames(@Nullable ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** The variable behind a property, or the property's own name. */
  String name(String property) {
    if (environment == null) {
      return property;
    }
    ConfigurationPropertyName wanted = ConfigurationPropertyName.adapt(property, '.');
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          if (ConfigurationPropertyName.adapt(name, '.').equals(wanted)) {
            return variable(String.valueOf(source.getProperty(name)), property);
          }
        }
      }
    }
    return property;
  }

  private static String variable(String raw, String property) {
    Matcher variable = VARIABLE.matcher(raw);
    return variable.find() ? variable.group(1) : property;
  }
}
