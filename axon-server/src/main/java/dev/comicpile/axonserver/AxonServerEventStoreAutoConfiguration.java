package dev.comicpile.axonserver;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.eventstore.EventReader;
import dev.comicpile.eventstore.EventStoreAutoConfiguration;
import dev.comicpile.eventstore.PileFollowers;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.eventstore.Statements;
import io.axoniq.axonserver.connector.event.EventChannel;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.command.CommandLoadFactorProvider;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonServerAutoConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The event store on an Axon Server; the database keeps what else there is. */
@AutoConfiguration(
    after = AxonServerAutoConfiguration.class,
    before = {EventStoreAutoConfiguration.class, AxonAutoConfiguration.class})
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
@Import({AxonServerPileStore.class, AxonServerWatch.class})
class AxonServerEventStoreAutoConfiguration {

  /** In place of Axon's own one, which does nothing. */
  @Bean
  @Primary
  ManagedChannelCustomizer encryption(JdbcClient jdbc) {
    Encryption encryption = new Encryption(new ReaderKeys(jdbc));
    return channel -> channel.intercept(encryption);
  }

  /** There once the server answers and all events are on it; whatever needs them comes after it. */
  @Bean
  EventMove eventMove(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      AxonServerConfiguration axonServer,
      AxonServerConnectionManager connections,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      @Value("${comicpile.move-events}") boolean moveEvents,
      FlywayMigrationInitializer eventStoreMigration) {
    AxonServerWait.await(axonServer.getServers(), AxonServerWait.PATIENCE);
    EventMove move = new EventMove(jdbc, transaction, channel(connections), eventSerializer);
    if (moveEvents) {
      move.run();
    }
    move.requireComplete();
    return move;
  }

  private static Supplier<EventChannel> channel(AxonServerConnectionManager connections) {
    return () -> connections.getConnection().eventChannel();
  }

  @Bean(name = "eventBus")
  @Qualifier("eventStore")
  AxonServerEventStore eventStore(
      AxonServerConfiguration axonServer,
      AxonServerConnectionManager connections,
      Serializer serializer,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      JdbcClient jdbc,
      EventMove moved,
      AppendedPiles appended,
      Statements statements,
      Configuration configuration) {
    AxonServerEventStore eventStore =
        new AxonServerEvents(
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
    eventStore.registerDispatchInterceptor(statements.beforeAppends());
    eventStore.registerDispatchInterceptor(
        events ->
            (index, event) -> {
              AxonServerPileStore.expectIfFirst(jdbc, event);
              return event;
            });
    return eventStore;
  }

  @Bean
  AppendedPiles appendedPiles(JdbcClient jdbc, PileFollowers followers) {
    return new AppendedPiles(jdbc, followers);
  }

  @Bean
  AxonServerFollower axonServerFollower(
      DataSource dataSource,
      AxonServerConnectionManager connections,
      PileFollowers followers,
      EventMove moved) {
    return new AxonServerFollower(
        dataSource,
        channel(connections),
        readerId -> {
          followers.changed(readerId, null);
          followers.tellOthers(readerId, null);
        });
  }

  @Bean
  PileStreams pileStreams(
      EventStore eventStore, AxonServerConnectionManager connections, EventReader eventReader) {
    return new AxonServerPileStreams(eventStore, channel(connections), eventReader);
  }

  /** Where commands are handled; reads of the views go on without the server. */
  @Bean
  @ConditionalOnBean(CommandBus.class)
  AxonServerHealth axonServerHealthIndicator(AxonServerConnectionManager connections) {
    return new AxonServerHealth(connections);
  }

  /** Takes commands, by way of Axon Server, to the process that has that reader's pile. */
  @Bean
  @Primary
  @ConditionalOnBean(CommandBus.class)
  AxonServerCommandBus axonServerCommandBus(
      AxonServerConnectionManager connections,
      AxonServerConfiguration configuration,
      @Qualifier("localSegment") CommandBus localSegment,
      @Qualifier("messageSerializer") Serializer serializer,
      CommandLoadFactorProvider loadFactors,
      Configuration axon) {
    return new RoutedCommands(
        AxonServerCommandBus.builder()
            .axonServerConnectionManager(connections)
            .configuration(configuration)
            .localSegment(localSegment)
            .serializer(serializer)
            .routingStrategy(
                command -> ((PileCommand<?>) command.getPayload()).readerId().toString())
            .loadFactorProvider(loadFactors)
            .executorServiceBuilder(
                (settings, queue) ->
                    Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("command-", 0).factory()))
            .spanFactory(axon.getComponent(CommandBusSpanFactory.class)));
  }
}
