package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The views say by metrics how far they are and how long reads wait for them. */
class ViewMetricsIT extends QueryTest {

  @Autowired MeterRegistry meters;
  @Autowired Projector projector;
  @Autowired Reconciler reconciler;

  @AfterEach
  void deliverAsUsual() {
    startFollowing();
  }

  private static TestPile pileWithOneThread() {
    TestPile pile = new TestPile();
    pile.send(
        new AddThread(pile.id(), new Title("A"), new Format("Comic"), new Issues(1), null, false));
    return pile;
  }

  private long waits(String outcome) {
    Timer timer =
        meters.find("comicpile.reads.waits").tag("view", "queue").tag("outcome", outcome).timer();
    return timer == null ? 0 : timer.count();
  }

  private double gauge(String name) {
    return meters.get(name).tag("view", "queue").gauge().value();
  }

  @Test
  void readsThatWaitAreCountedByHowItEnds() {
    stopFollowing();
    TestPile pile = pileWithOneThread();
    store(pile);
    long timedOut = waits("timed_out");
    long stale = waits("stale");
    long arrived = waits("arrived");

    assertThat(get(pile, "/api/threads").status()).isEqualTo(503);
    assertThat(waits("timed_out")).isEqualTo(timedOut + 1);

    assertThat(get(pile.id(), "/api/threads", "Pile-Version", "1", "Prefer", "stale-ok").status())
        .isEqualTo(200);
    assertThat(waits("stale")).isEqualTo(stale + 1);

    CompletableFuture<Answer> read = CompletableFuture.supplyAsync(() -> get(pile, "/api/threads"));
    CompletableFuture.delayedExecutor(500, java.util.concurrent.TimeUnit.MILLISECONDS)
        .execute(() -> projector.catchUp(ViewName.QUEUE, pile.id()));
    assertThat(read.join().status()).isEqualTo(200);
    assertThat(waits("arrived")).isEqualTo(arrived + 1);

    assertThat(get(pile, "/api/threads").status()).isEqualTo(200);
    assertThat(waits("arrived")).isEqualTo(arrived + 1);
  }

  @Test
  void theLagIsTheEventsThatAreStoredAndNotApplied() {
    forgetPiles();
    stopFollowing();
    TestPile pile = pileWithOneThread();
    pile.send(
        new AddThread(pile.id(), new Title("B"), new Format("Comic"), new Issues(1), null, false));
    store(pile);

    reconciler.reconcile();
    assertThat(gauge("comicpile.projection.lag")).isEqualTo(2);

    projector.catchUp(ViewName.QUEUE, pile.id());
    reconciler.reconcile();
    assertThat(gauge("comicpile.projection.lag")).isZero();
    assertThat(gauge("comicpile.projection.replaying")).isZero();
  }

  @Test
  void theTimeUntilAnEventIsShownIsMeasured() {
    startFollowing();
    Timer delay = meters.get("comicpile.projection.delay").tag("view", "queue").timer();
    long before = delay.count();
    TestPile pile = new TestPile().at(Instant.now());
    pile.send(
        new AddThread(pile.id(), new Title("A"), new Format("Comic"), new Issues(1), null, false));
    store(pile);

    await().atMost(Duration.ofSeconds(10)).until(() -> delay.count() > before);
  }
}
