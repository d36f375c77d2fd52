package dev.comicpile.query.view;

import static org.awaitility.Awaitility.await;

import dev.comicpile.query.QueryTest;
import java.time.Duration;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A query-service that has nothing to do is left some of the work. */
class SharedSegmentsTest extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Autowired JdbcClient jdbc;

  private boolean allGroupsHold(int segments) {
    return processing.eventProcessors().values().stream()
        .map(TrackingEventProcessor.class::cast)
        .allMatch(processor -> processor.processingStatus().size() == segments);
  }

  /** What another query-service that is idle lets be heard. */
  private void askForWork() {
    for (String group : processing.eventProcessors().keySet()) {
      jdbc.sql("select pg_notify('comicpile', ?)")
          .param("another process\nidle " + group)
          .query((row, number) -> "")
          .list();
    }
  }

  @Test
  void oneSegmentOfEachGroupIsLeftToWhoAsksAndTakenBackWhereNobodyTakesIt() {
    startProcessors();
    await().atMost(LONG).until(() -> allGroupsHold(2));

    askForWork();
    await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> allGroupsHold(1));
    askForWork();

    await().atMost(LONG).until(() -> allGroupsHold(2));
  }
}
