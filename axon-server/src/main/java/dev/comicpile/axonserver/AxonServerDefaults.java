package dev.comicpile.axonserver;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Puts the events on an Axon Server where {@code comicpile.axonserver} names one. The settings come
 * after all configuration files and before those of the event store, one of which they replace.
 */
final class AxonServerDefaults implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String servers = environment.getProperty("comicpile.axonserver", "").strip();
    Map<String, Object> defaults =
        servers.isEmpty()
            ? Map.of("axon.axonserver.enabled", "false")
            : Map.of(
                "axon.axonserver.enabled",
                "true",
                "axon.axonserver.servers",
                servers,
                // It would make a bus for queries, and one for commands where there are none.
                "spring.autoconfigure.exclude",
                "org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration",
                // One more than elsewhere: it may hold the lock of the one that follows the server.
                "spring.datasource.hikari.maximum-pool-size",
                "18",
                // A file of ten thousand threads is one event of some megabytes.
                "axon.axonserver.max-message-size",
                "33554432",
                // That it is away is said once, see AxonServerWatch, and not with every attempt.
                "axon.axonserver.suppress-download-message",
                "true",
                "logging.level.io.axoniq.axonserver.connector",
                "error",
                "logging.level.org.axonframework.axonserver.connector.util",
                "warn",
                // It is told soon that the server is gone, and that it is there again.
                "axon.axonserver.reconnect-interval",
                "500");
    environment.getPropertySources().addLast(new MapPropertySource("axonServerDefaults", defaults));
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE - 1;
  }
}
