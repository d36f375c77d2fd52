package dev.comicpile.web;

import dev.comicpile.api.UnfinishedWork;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Sees to the requests that are under way when the program is to end. The web server takes no more
 * of them then, and waits for a while; what it waits for is that they are handled, and not that
 * their answers are sent. This waits for that, has the store break off what takes longer, so that
 * it is answered, too, and only then lets the connections be closed.
 */
final class LastRequests implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

  private static final Logger log = LoggerFactory.getLogger(LastRequests.class);

  /** For answers that are on their way. */
  private static final Duration ALMOST_DONE = Duration.ofMillis(200);

  private static final Duration BETWEEN_BREAKS = Duration.ofMillis(50);

  /** For the answers to what was broken off. */
  private static final Duration BROKEN_OFF = Duration.ofSeconds(2);

  private final ObjectProvider<UnfinishedWork> work;
  private volatile boolean ending;
  private volatile boolean running;
  private int underWay;
  private boolean closed;

  LastRequests(ObjectProvider<UnfinishedWork> work) {
    this.work = work;
  }

  /** Whether the program is about to end. */
  boolean isEnding() {
    return ending;
  }

  /** Whether a request may still be handled; then its end is to be told. */
  synchronized boolean begin() {
    if (!closed) {
      underWay++;
    }
    return !closed;
  }

  /** A request has been answered. */
  synchronized void end() {
    underWay--;
    notifyAll();
  }

  /** Whether all have been answered within that time; from then on none is begun. */
  private synchronized boolean areAnswered(Duration limit) throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (underWay > 0 && Instant.now().isBefore(end)) {
      wait(Math.max(1, Duration.between(Instant.now(), end).toMillis()));
    }
    closed = closed || underWay == 0;
    return closed;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    ending = true;
  }

  /** Also after a stop: a program may be paused and go on. */
  @Override
  public synchronized void start() {
    work.ifAvailable(UnfinishedWork::goOn);
    closed = false;
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try {
      Instant giveUpAt = Instant.now().plus(BROKEN_OFF);
      boolean answered = areAnswered(ALMOST_DONE);
      while (!answered && Instant.now().isBefore(giveUpAt)) {
        work.ifAvailable(UnfinishedWork::breakOff);
        answered = areAnswered(BETWEEN_BREAKS);
      }
      if (!answered) {
        log.info("Some requests have come to no end, and are broken off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the web server has waited, before it closes its connections. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
