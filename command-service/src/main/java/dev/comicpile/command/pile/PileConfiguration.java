package dev.comicpile.command.pile;

import dev.comicpile.api.PileRules;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.eventstore.EventHome;
import dev.comicpile.eventstore.PileStreams;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.command.CommandLoadFactorProvider;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** How commands reach the piles. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableScheduling
class PileConfiguration {

  /** A snapshot costs about what appending as many events does; loading 500 events is quick. */
  private static final int EVENTS_PER_SNAPSHOT = 500;

  @Bean
  IdBlocks ids(JdbcClient jdbc) {
    return new IdBlocks(jdbc);
  }

  @Bean
  PileDecisions pileDecisions(Clock clock, Ids ids, PileRules rules, PileStreams streams) {
    return new PileDecisions(clock, new SecureRandom(), ids, rules, streams);
  }

  @Bean
  AggregateModel<PileAggregate> pileModel(
      ParameterResolverFactory parameters, HandlerDefinition handlers) {
    return AnnotatedAggregateMetaModelFactory.inspectAggregate(
        PileAggregate.class, parameters, handlers);
  }

  @Bean
  ConfigurerModule pileAggregate(
      ObjectProvider<AggregateModel<PileAggregate>> model, ObjectProvider<PileStreams> streams) {
    return configurer ->
        configurer.configureAggregate(
            AggregateConfigurer.defaultConfiguration(PileAggregate.class)
                .configureRepository(
                    axon ->
                        new PileRepository(
                            model.getObject(),
                            axon.eventStore(),
                            streams.getObject(),
                            axon::repository,
                            new EventCountSnapshotTriggerDefinition(
                                axon.getComponent(Snapshotter.class), EVENTS_PER_SNAPSHOT),
                            new PileCache())));
  }

  /** Takes snapshots beside the command that was one too many, not inside it. */
  @Bean
  Snapshotter snapshotter(
      AggregateModel<PileAggregate> model,
      Configuration axon,
      HandlerDefinition handlers,
      ParameterResolverFactory parameters,
      EventStore eventStore,
      TransactionManager transactions) {
    return AggregateSnapshotter.builder()
        .aggregateFactories(List.of(new PileFactory(model)))
        .repositoryProvider(axon::repository)
        .transactionManager(transactions)
        .eventStore(eventStore)
        .parameterResolverFactory(parameters)
        .handlerDefinition(handlers)
        .executor(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("snapshot-", 0).factory()))
        .build();
  }

  @Bean
  @Qualifier("localSegment")
  CommandBus commandBus(
      EventHome home,
      TransactionManager transactions,
      Configuration axon,
      DuplicateCommandHandlerResolver duplicates) {
    return new PileCommandBus(
        home,
        transactions,
        SimpleCommandBus.builder()
            .duplicateCommandHandlerResolver(duplicates)
            .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
            .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus")));
  }

  /** Takes commands, by way of Axon Server, to the process that has that reader's pile. */
  @Bean
  @Primary
  @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
  AxonServerCommandBus axonServerCommandBus(
      AxonServerConnectionManager connections,
      AxonServerConfiguration configuration,
      @Qualifier("localSegment") CommandBus localSegment,
      @Qualifier("messageSerializer") Serializer serializer,
      RoutingStrategy routing,
      CommandLoadFactorProvider loadFactors,
      Configuration axon) {
    return AxonServerCommandBus.builder()
        .axonServerConnectionManager(connections)
        .configuration(configuration)
        .localSegment(localSegment)
        .serializer(serializer)
        .routingStrategy(routing)
        .loadFactorProvider(loadFactors)
        .executorServiceBuilder(
            (settings, queue) ->
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("command-", 0).factory()))
        .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
        .build();
  }
}
