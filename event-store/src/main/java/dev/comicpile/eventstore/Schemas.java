package dev.comicpile.eventstore;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;

/** The schemas of the one database. Each is migrated by itself, before anything uses it. */
public final class Schemas {

  private Schemas() {}

  /**
   * Brings a schema up to date from {@code classpath:db/<location>}. As a bean it runs before JPA
   * and before every {@code JdbcClient}. Several processes may start at once: Flyway makes them
   * wait for each other.
   */
  public static FlywayMigrationInitializer migration(
      DataSource dataSource, String schema, String location) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .schemas(schema)
            .defaultSchema(schema)
            .locations("classpath:db/" + location)
            .load();
    return new FlywayMigrationInitializer(flyway);
  }
}
