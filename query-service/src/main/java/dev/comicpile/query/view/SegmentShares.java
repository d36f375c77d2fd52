package dev.comicpile.query.view;

import dev.comicpile.eventstore.Signals;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shares the segments of every processing group among the query-services. Each takes all it can get
 * when it starts, so that none is ever left alone, and gives up what is more than its share while
 * it hears of others.
 */
@Component
class SegmentShares {

  private static final Logger log = LoggerFactory.getLogger(SegmentShares.class);

  private static final String TOPIC = "query-services";

  private static final long INTERVAL_MILLIS = 2_000;

  /** Who has been silent for so long is gone. */
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(3 * INTERVAL_MILLIS);

  private final Signals signals;
  private final EventProcessingConfiguration processing;
  private final TokenStore tokens;
  private final TransactionTemplate transaction;
  private final String name = UUID.randomUUID().toString();
  private final Map<String, Long> others = new ConcurrentHashMap<>();

  SegmentShares(
      Signals signals,
      EventProcessingConfiguration processing,
      TokenStore tokens,
      TransactionTemplate transaction) {
    this.signals = signals;
    this.processing = processing;
    this.tokens = tokens;
    this.transaction = transaction;
    signals.listen(TOPIC, other -> others.put(other, System.nanoTime()));
  }

  @Scheduled(fixedDelay = INTERVAL_MILLIS)
  void share() {
    signals.send(TOPIC, name);
    others.values().removeIf(heard -> System.nanoTime() - heard > SILENCE_NANOS);
    if (others.isEmpty()) {
      return;
    }
    try {
      processing
          .eventProcessors()
          .values()
          .forEach(processor -> giveUpSome((TrackingEventProcessor) processor));
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      log.debug("The segments cannot be shared now", e);
    }
  }

  private void giveUpSome(TrackingEventProcessor processor) {
    int[] segments = transaction.execute(status -> tokens.fetchSegments(processor.getName()));
    int total = segments == null ? 0 : segments.length;
    int share = Math.ceilDiv(total, others.size() + 1);
    processor.processingStatus().keySet().stream()
        .skip(share)
        .forEach(
            segment -> {
              log.info(
                  "Segment {} of {} is left to another query-service",
                  segment,
                  processor.getName());
              processor.releaseSegment(segment);
            });
  }
}
