package dev.comicpile.command.pile;

import dev.comicpile.api.PileRules;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.PileSettings;
import io.github.bucket4j.TimeMeter;
import java.security.SecureRandom;
import java.time.Clock;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** How commands reach the piles. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableScheduling
class PileConfiguration {

  @Bean
  PileDecisions pileDecisions(
      Clock clock,
      IdBlocks ids,
      PileRules rules,
      PileStreams streams,
      Checkpoints checkpoints,
      PileSettings settings,
      TimeMeter time) {
    return new PileDecisions(
        clock,
        new SecureRandom(),
        ids::newIds,
        rules,
        streams,
        checkpoints,
        settings.rateLimits() ? LargeChanges.bounded(time) : LargeChanges.UNBOUNDED);
  }

  /** Axon leaves snapshots of another revision of the aggregate aside. */
  @Bean
  ConfigurerModule pileAggregate(
      ObjectProvider<PileRepository> piles, ObjectProvider<PileCommandHandler> handler) {
    return configurer ->
        configurer
            .configureAggregate(
                AggregateConfigurer.defaultConfiguration(PileAggregate.class)
                    .configureRepository(axon -> piles.getObject()))
            .onInitialize(
                axon ->
                    axon.onStart(
                        Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS,
                        () -> handler.getObject().subscribeTo(axon.commandBus())));
  }

  @Bean
  @Qualifier("localSegment")
  CommandBus commandBus(
      Configuration axon, DuplicateCommandHandlerResolver duplicates, PileStore store) {
    return new PileCommandBus(
        SimpleCommandBus.builder()
            .duplicateCommandHandlerResolver(duplicates)
            .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
            .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus")),
        store);
  }
}
