package dev.comicpile.eventstore;

import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The event store in the services' own database: Axon's JDBC engine on PostgreSQL, so that an
 * append and what is stored beside it, or an account and its event, are one transaction each.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(PileStore.class)
@Import({DatabasePileStreams.class, UniqueViolations.class})
class DatabaseEventStore {

  @Bean
  EventSchema eventSchema() {
    return EventSchema.builder()
        .eventTable(EventStoreAutoConfiguration.SCHEMA + ".domain_event")
        .snapshotTable(EventStoreAutoConfiguration.SCHEMA + ".snapshot_event")
        .globalIndexColumn("global_index")
        .eventIdentifierColumn("event_identifier")
        .aggregateIdentifierColumn("aggregate_identifier")
        .sequenceNumberColumn("sequence_number")
        .typeColumn("aggregate_type")
        .timestampColumn("recorded_at")
        .payloadTypeColumn("payload_type")
        .payloadRevisionColumn("payload_revision")
        .payloadColumn("payload")
        .metaDataColumn("metadata")
        .build();
  }

  @Bean
  EventStorageEngine eventStorageEngine(
      EventSchema eventSchema,
      TransactionManager transactions,
      PersistenceExceptionResolver violations,
      Serializer serializer,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      DataSource dataSource,
      PileFollowers followers,
      org.axonframework.config.Configuration configuration) {
    return new PileStorageEngine(
        JdbcEventStorageEngine.builder()
            .schema(eventSchema)
            // Not one that Axon keeps for a command: a command has no transaction of its own.
            .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
            .transactionManager(transactions)
            .persistenceExceptionResolver(violations)
            .snapshotSerializer(serializer)
            .eventSerializer(eventSerializer)
            .upcasterChain(configuration.upcasterChain())
            .snapshotFilter(configuration.snapshotFilter()),
        dataSource,
        followers);
  }

  @Bean(name = "eventBus")
  @Qualifier("eventStore")
  EmbeddedEventStore eventStore(
      EventStorageEngine engine,
      Statements statements,
      org.axonframework.config.Configuration configuration) {
    EmbeddedEventStore eventStore =
        EmbeddedEventStore.builder()
            .storageEngine(engine)
            .threadFactory(EventStoreAutoConfiguration.virtualThreads("event-store"))
            .messageMonitor(configuration.messageMonitor(EventStore.class, "eventStore"))
            .spanFactory(configuration.getComponent(EventBusSpanFactory.class))
            .build();
    eventStore.registerDispatchInterceptor(statements.beforeAppends());
    return eventStore;
  }

  /**
   * Ends a start in a database whose events are elsewhere.
   *
   * @throws IllegalStateException if a move has begun
   */
  @Bean
  PileStore pileStore(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      FlywayMigrationInitializer eventStoreMigration) {
    if (jdbc.sql("select move_began_at is not null from event_store.store_identity")
        .query(Boolean.class)
        .single()) {
      throw new IllegalStateException(
          "The events of this database are on Axon Server: say where it is in PILE_AXONSERVER.");
    }
    return new DatabasePileStore(jdbc, transaction);
  }
}
