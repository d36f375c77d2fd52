package dev.comicpile.query.view;

import dev.comicpile.eventstore.Signals;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shares the work of following the events among the query-services. Whoever is started first claims
 * every segment; one that comes later and has none of a group asks for it, and whoever holds
 * several of that group gives one up. Nobody gives up the only one, so that the segments come to
 * rest.
 */
@Component
class SharedSegments {

  private static final String TOPIC = "idle";

  private final EventProcessingConfiguration processing;
  private final Signals signals;

  SharedSegments(EventProcessingConfiguration processing, Signals signals) {
    this.processing = processing;
    this.signals = signals;
    signals.listen(TOPIC, this::giveUpOne);
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
  void askWhereIdle() {
    processors()
        .filter(processor -> processor.isRunning() && processor.processingStatus().isEmpty())
        .forEach(processor -> signals.send(TOPIC, processor.getName()));
  }

  /** For as long as others need to claim it. */
  private void giveUpOne(String group) {
    processors()
        .filter(processor -> processor.getName().equals(group))
        .forEach(
            processor -> {
              Set<Integer> held = processor.processingStatus().keySet();
              if (held.size() > 1) {
                processor.releaseSegment(Collections.max(held));
              }
            });
  }

  private Stream<StreamingEventProcessor> processors() {
    return processing.eventProcessors().values().stream()
        .filter(StreamingEventProcessor.class::isInstance)
        .map(StreamingEventProcessor.class::cast);
  }
}
