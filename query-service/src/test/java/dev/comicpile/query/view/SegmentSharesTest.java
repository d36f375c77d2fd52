package dev.comicpile.query.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comicpile.query.QueryTest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another query-service gets its share of the segments, and leaves it behind when it goes. */
class SegmentSharesTest extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Autowired JdbcClient jdbc;

  private boolean allProcessorsHold(int segments) {
    return processing.eventProcessors().values().stream()
        .map(TrackingEventProcessor.class::cast)
        .allMatch(processor -> processor.processingStatus().size() == segments);
  }

  /** What another query-service lets be heard. */
  private void announceAnother() {
    jdbc.sql("select pg_notify('comicpile', ?)")
        .param("another process\nquery-services another")
        .query((row, number) -> "")
        .list();
  }

  @Test
  void halfOfTheSegmentsAreLeftToAnotherOneWhileItIsThere() throws InterruptedException {
    processing.eventProcessors().values().forEach(EventProcessor::start);
    await().atMost(LONG).until(() -> allProcessorsHold(2));
    AtomicBoolean there = new AtomicBoolean(true);
    Thread another =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (there.get()) {
                    announceAnother();
                    sleep();
                  }
                });

    await().atMost(LONG).until(() -> allProcessorsHold(1));
    assertThat(
            jdbc.sql("select count(*) from event_store.token_entry where owner is null")
                .query(Long.class)
                .single())
        .isPositive();
    there.set(false);
    another.join();

    await().atMost(LONG).until(() -> allProcessorsHold(2));
  }

  private static void sleep() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
