package dev.comicpile.eventstore;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The settings the event store is right with. They come last, so that any configuration file
 * overrides them.
 */
final class EventStoreDefaults implements EnvironmentPostProcessor {

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          // XStream would be the default of Axon's general serializer.
          Map.entry("axon.serializer.general", "jackson3"),
          Map.entry("axon.serializer.messages", "jackson3"),
          Map.entry("axon.serializer.events", "jackson3"),
          // Axon 4.13.0 can stop a processor by a race in its time-outs. The server bounds every
          // transaction instead, see below.
          Map.entry("axon.timeout.enabled", "false"),
          Map.entry("disable-axoniq-console-message", "true"),
          // It would ask the network and write into the home directory.
          Map.entry("axon.update-check.disabled", "true"),
          // A command waits for its pile's lock inside its transaction; it must not hold one of the
          // pool's connections meanwhile.
          Map.entry("spring.datasource.connection-fetch", "lazy"),
          // An absent database is told within two seconds instead of thirty.
          Map.entry("spring.datasource.hikari.connection-timeout", "2000"),
          Map.entry("spring.datasource.hikari.validation-timeout", "1000"),
          // One of them listens for signals.
          Map.entry("spring.datasource.hikari.maximum-pool-size", "17"),
          // Whether other processes may write to the database, too. They tell each other what they
          // have stored, and compare what they know with what is stored.
          Map.entry("comicpile.shared-database", "true"),
          Map.entry("comicpile.move-events", "false"),
          // A look for what was stored lately goes back further than any append can take. What
          // needs longer says so, see LongTransactions.
          Map.entry(
              "spring.datasource.hikari.connection-init-sql", "set transaction_timeout = '20s'"),
          Map.entry("spring.datasource.hikari.data-source-properties.connectTimeout", "2"),
          Map.entry("spring.datasource.hikari.data-source-properties.socketTimeout", "30"),
          Map.entry("spring.datasource.hikari.data-source-properties.tcpKeepAlive", "true"),
          // The values that a statement fails for, such as an address, are in no message.
          Map.entry(
              "spring.datasource.hikari.data-source-properties.logServerErrorDetail", "false"),
          Map.entry(
              "spring.datasource.hikari.data-source-properties.ApplicationName", "comic-pile"),
          // A service that has lost its database gets no requests from a gateway meanwhile.
          Map.entry("management.endpoint.health.group.readiness.include", "readinessState,db"),
          // Each connection that breaks would be told, and each look at the health; see Outages.
          Map.entry("logging.level.org.springframework.boot.jdbc.health", "error"),
          Map.entry("logging.level.com.zaxxer.hikari", "error"),
          // Each schema is migrated by an initializer of its own, see Schemas.
          Map.entry("spring.flyway.enabled", "false"));

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment.getPropertySources().addLast(new MapPropertySource("eventStoreDefaults", DEFAULTS));
  }
}
