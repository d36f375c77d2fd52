package dev.comicpile.command.pile;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.PileSettings;
import io.github.bucket4j.TimeMeter;
import java.security.SecureRandom;
import java.time.Clock;
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
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** How commands reach the piles. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableScheduling
class PileConfiguration {

  @Bean
  IdBlocks ids(JdbcClient jdbc, @Value("${comicpile.shared-database}") boolean sharedDatabase) {
    return new IdBlocks(jdbc, sharedDatabase);
  }

  @Bean
  PileDecisions pileDecisions(
      Clock clock,
      IdBlocks ids,
      PileRules rules,
      PileStreams streams,
      Checkpoints checkpoints,
      PileSettings settings,
      ObjectProvider<TimeMeter> time) {
    return new PileDecisions(
        clock,
        new SecureRandom(),
        ids,
        rules,
        streams,
        checkpoints,
        settings.rateLimits()
            ? LargeChanges.bounded(time.getIfAvailable(() -> TimeMeter.SYSTEM_NANOTIME))
            : LargeChanges.UNBOUNDED);
  }

  @Bean
  AggregateModel<PileAggregate> pileModel(
      ParameterResolverFactory parameters, HandlerDefinition handlers) {
    return AnnotatedAggregateMetaModelFactory.inspectAggregate(
        PileAggregate.class, parameters, handlers);
  }

  @Bean
  PileCache pileCache() {
    return new PileCache();
  }

  @Bean
  ConfigurerModule pileAggregate(
      ObjectProvider<AggregateModel<PileAggregate>> model,
      ObjectProvider<PileStreams> streams,
      ObjectProvider<PileSnapshots> snapshots,
      PileCache cache,
      @Value("${comicpile.shared-database}") boolean sharedDatabase) {
    return configurer ->
        configurer.configureAggregate(
            AggregateConfigurer.defaultConfiguration(PileAggregate.class)
                .configureCommandTargetResolver(
                    axon ->
                        command ->
                            new VersionedAggregateIdentifier(
                                ((PileCommand<?>) command.getPayload()).readerId(), null))
                .configureRepository(
                    axon ->
                        new PileRepository(
                            model.getObject(),
                            axon.eventStore(),
                            streams.getObject(),
                            axon::repository,
                            snapshots.getObject(),
                            cache,
                            sharedDatabase)));
  }

  @Bean
  PileSnapshots pileSnapshots(EventStore eventStore) {
    return new PileSnapshots(eventStore);
  }

  @Bean
  @Qualifier("localSegment")
  CommandBus commandBus(Configuration axon, DuplicateCommandHandlerResolver duplicates) {
    return new PileCommandBus(
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
