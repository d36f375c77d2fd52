package dev.comicpile.eventstore;

import javax.sql.DataSource;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The event store on an Axon Server; the database keeps what else there is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class AxonServerEventStoreConfiguration {

  @Bean
  EventHome eventHome(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      AxonServerConfiguration axonServer,
      AxonServerConnectionManager connections,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      @Value("${comicpile.move-events}") boolean moveEvents,
      FlywayMigrationInitializer eventStoreMigration) {
    AxonServerWait.await(axonServer.getServers(), AxonServerWait.PATIENCE);
    if (moveEvents) {
      new EventMove(
              jdbc,
              new TransactionTemplate(transactions),
              connections.getConnection().eventChannel(),
              eventSerializer)
          .run();
    }
    EventMove.requireComplete(JdbcClient.create(jdbc));
    return EventHome.AXON_SERVER;
  }

  @Bean(name = "eventBus")
  @Qualifier("eventStore")
  AxonServerEventStore eventStore(
      AxonServerConfiguration axonServer,
      AxonServerConnectionManager connections,
      Serializer serializer,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      JdbcClient jdbc,
      EventHome home,
      AppendedPiles appended,
      org.axonframework.config.Configuration configuration) {
    AxonServerEventStore eventStore =
        new AxonServerPileStore(
            AxonServerEventStore.builder()
                .configuration(axonServer)
                .platformConnectionManager(connections)
                .snapshotSerializer(serializer)
                .eventSerializer(eventSerializer)
                .snapshotFilter(configuration.snapshotFilter())
                .upcasterChain(configuration.upcasterChain())
                .messageMonitor(configuration.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class)),
            appended::stored);
    eventStore.registerDispatchInterceptor(
        events ->
            (index, event) -> {
              AxonServerPiles.expectIfFirst(jdbc, event);
              return event;
            });
    return eventStore;
  }

  @Bean
  AppendedPiles appendedPiles(DataSource dataSource, PileFollowers followers) {
    return new AppendedPiles(dataSource, followers);
  }

  @Bean
  AxonServerFollower axonServerFollower(
      DataSource dataSource,
      AxonServerConnectionManager connections,
      PileFollowers followers,
      EventHome home) {
    return new AxonServerFollower(
        dataSource, () -> connections.getConnection().eventChannel(), followers);
  }

  @Bean
  PileStreams pileStreams(
      EventStore eventStore,
      AxonServerConnectionManager connections,
      EventReader eventReader,
      @Qualifier("eventSerializer") Serializer eventSerializer) {
    return new AxonServerPileStreams(
        eventStore, () -> connections.getConnection().eventChannel(), eventReader, eventSerializer);
  }

  @Bean
  StoredPiles storedPiles(JdbcClient jdbc, PileStreams streams) {
    return new AxonServerPiles(jdbc, streams);
  }
}
