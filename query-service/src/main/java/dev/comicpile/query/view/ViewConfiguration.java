package dev.comicpile.query.view;

import dev.comicpile.eventstore.Schemas;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Brings the schema of the views up to date before anything uses it, and looks after them. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ViewConfiguration {

  @Bean
  FlywayMigrationInitializer viewsMigration(DataSource dataSource) {
    return Schemas.migration(dataSource, "views", "views");
  }
}
