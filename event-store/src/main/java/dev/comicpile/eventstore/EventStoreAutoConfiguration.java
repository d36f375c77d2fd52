package dev.comicpile.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.domain.pile.PileSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * What both services need to write and follow events, wherever these are: their JSON and the schema
 * {@code event_store} of the services' own database.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration"
    },
    beforeName = {
      "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
      "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration",
      "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration",
      "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration"
    })
@Import({
  DatabaseEventStore.class,
  EventReader.class,
  EventJson.class,
  PileFollowers.class,
  Checkpoints.class,
  Statements.class
})
public class EventStoreAutoConfiguration {

  static final String SCHEMA = "event_store";

  /** More than there are. */
  private static final int TASKS_AT_ONCE = 8;

  @Bean
  FlywayMigrationInitializer eventStoreMigration(DataSource dataSource) {
    return Schemas.migration(dataSource, SCHEMA, "event-store");
  }

  @Bean
  StoreIdentity storeId(JdbcClient jdbc, FlywayMigrationInitializer eventStoreMigration) {
    String id = jdbc.sql("select id from event_store.store_identity").query(String.class).single();
    return () -> id;
  }

  /**
   * Said explicitly, because Axon falls back to no transactions at all where it does not find
   * Spring's, and nothing but lost consistency would tell.
   */
  @Bean
  TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
    return new SpringTransactionManager(transactions);
  }

  /** For commands and snapshots. */
  @Bean
  @Primary
  Serializer serializer(RevisionResolver revisions) {
    return Jackson3Serializer.builder()
        .revisionResolver(revisions)
        .jsonMapperBuilderCustomizer(
            mapper ->
                mapper
                    .addMixIn(PileCommand.class, ReaderAsText.class)
                    .addMixIn(PileSnapshot.class, ReaderAsText.class))
        .build();
  }

  /** Commands and snapshots have always named their reader by the text that names the stream. */
  private interface ReaderAsText {

    @SuppressWarnings("unused") // Jackson reads it
    @JsonSerialize(using = ToStringSerializer.class)
    ReaderId readerId();
  }

  @Bean
  @Qualifier("messageSerializer")
  Serializer messageSerializer(Serializer serializer) {
    return serializer;
  }

  @Bean
  @Qualifier("eventSerializer")
  EventSerializer eventSerializer() {
    return new EventSerializer();
  }

  /** Axon's configuration finds it by its type. */
  @Bean
  EventUpcaster eventUpcasters() {
    return EventUpcasters.CHAIN;
  }

  /** Off where one process has the database to itself. */
  @Bean
  Signals signals(DataSource dataSource, @Value("${comicpile.shared-database}") boolean shared) {
    return shared ? new DatabaseSignals(dataSource) : Signals.NONE;
  }

  @Bean
  Outages outages(ApplicationEventPublisher publisher, ObjectProvider<MeterRegistry> meters) {
    return new Outages(publisher::publishEvent, meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  static BeanPostProcessor patientPool(
      ObjectProvider<Outages> outages, ObjectProvider<Statements> statements) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          PatientDataSource.under(pool, outages.getObject(), statements.getObject());
        }
        return bean;
      }
    };
  }

  /**
   * For what the services do now and then. Spring's own on virtual threads lets all tasks with a
   * fixed delay wait for one another.
   */
  @Bean
  TaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TASKS_AT_ONCE);
    scheduler.setThreadFactory(virtualThreads("tasks"));
    return scheduler;
  }

  static ThreadFactory virtualThreads(String name) {
    return Thread.ofVirtual().name(name + "-", 0).factory();
  }
}
