package dev.comicpile.query.view;

import dev.comicpile.eventstore.Schemas;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the schema of the views up to date before anything uses it. */
@Configuration(proxyBeanMethods = false)
class ViewSchema {

  @Bean
  FlywayMigrationInitializer viewsMigration(DataSource dataSource) {
    return Schemas.migration(dataSource, "views", "views");
  }
}
