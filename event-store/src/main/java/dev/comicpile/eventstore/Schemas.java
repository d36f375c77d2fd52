package dev.comicpile.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The schemas of the one database. Each is migrated by itself, before anything uses it. */
public final class Schemas {

  private Schemas() {}

  /**
   * Brings a schema up to date from {@code classpath:db/<location>}. As a bean it runs before every
   * {@code JdbcClient}. Several processes may start at once: Flyway makes them wait for each other.
   */
  public static FlywayMigrationInitializer migration(
      DataSource dataSource, String schema, String location) {
    return new FlywayMigrationInitializer(configured(dataSource, schema, location).load());
  }

  /** How many this program has, for all schemas together. */
  public static int migrations() {
    try {
      return new PathMatchingResourcePatternResolver()
          .getResources("classpath*:db/*/V*.sql")
          .length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this program has a migration of that version. */
  public static boolean isKnown(
      DataSource dataSource, String schema, String location, String version) {
    return Arrays.stream(configured(dataSource, schema, location).load().info().all())
        .anyMatch(
            migration -> MigrationVersion.fromVersion(version).equals(migration.getVersion()));
  }

  /** Makes a schema as it was at that version, which has to be known. */
  public static void migrateTo(
      DataSource dataSource, String schema, String location, String version) {
    configured(dataSource, schema, location).target(version).load().migrate();
  }

  private static FluentConfiguration configured(
      DataSource dataSource, String schema, String location) {
    return Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .defaultSchema(schema)
        .locations("classpath:db/" + location);
  }
}
