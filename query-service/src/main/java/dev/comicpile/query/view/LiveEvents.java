package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventTraces;
import dev.comicpile.eventstore.PileFollower;
import dev.comicpile.web.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has events applied as soon as they are stored: those of this process as they come, those of
 * others as the store has them.
 *
 * <p>A reader is served by one thread at a time, and readers don't wait for each other: each is a
 * transaction of its own, so one whose event cannot be applied costs the others nothing. A wake-up
 * may be lost, late or doubled; the {@link Reconciler} finds what was lost.
 */
@Component
class LiveEvents implements PileFollower, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LiveEvents.class);

  /** Readers served at once; each holds a connection meanwhile. */
  private static final int AT_ONCE = 4;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Projector projector;
  private final EventTraces traces;
  private final ConcurrentMap<ReaderId, Work> waiting = new ConcurrentHashMap<>();
  private final Set<ReaderId> served = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private volatile boolean running;

  LiveEvents(Projector projector, EventTraces traces) {
    this.projector = projector;
    this.traces = traces;
  }

  @Override
  public void stored(ReaderId readerId, List<RecordedEvent> events) {
    add(readerId, Work.of(events, traces.traceparent()));
  }

  @Override
  public void changed(ReaderId readerId, @Nullable String traceparent) {
    add(readerId, Work.of(List.of(), traceparent));
  }

  /** How many readers wait or are being served. */
  int backlog() {
    return served.size();
  }

  private void add(ReaderId readerId, Work work) {
    if (running) {
      waiting.merge(readerId, work, Work::and);
      serve(readerId);
    }
  }

  private void serve(ReaderId readerId) {
    if (served.add(readerId)) {
      Thread.ofVirtual().name("views-", readerId.number()).start(() -> serveAll(readerId));
    }
  }

  private void serveAll(ReaderId readerId) {
    try {
      long pause = FIRST_PAUSE_MILLIS;
      Work work;
      while (running && (work = waiting.remove(readerId)) != null) {
        if (serve(readerId, work)) {
          pause = FIRST_PAUSE_MILLIS;
        } else {
          waiting.merge(readerId, Work.of(List.of(), null), Work::and);
          Thread.sleep(Duration.ofMillis(pause));
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      served.remove(readerId);
    }
    // What came between the last look and this moment found the reader still being served.
    if (running && waiting.containsKey(readerId)) {
      serve(readerId);
    }
  }

  /** Whether there is nothing to be tried again, because an outage was in the way. */
  private boolean serve(ReaderId readerId, Work work) throws InterruptedException {
    places.acquire();
    try {
      long version = work.events().isEmpty() ? 0 : work.events().getLast().version();
      traces.follow(
          "projection",
          work.traces(),
          readerId,
          version,
          () -> projector.follow(readerId, work.events()));
      return true;
    } catch (RuntimeException e) {
      if (Outage.isPassing(e)) {
        log.debug("The views of reader {} wait", readerId, e);
        return false;
      }
      log.error("The views cannot follow reader {}", readerId, e);
      return true;
    } finally {
      places.release();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** What is not applied by now is found in the store by the next start. */
  @Override
  public void stop() {
    running = false;
    waiting.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** There before anything is stored, and until nothing is stored any more. */
  @Override
  public int getPhase() {
    return 0;
  }
}
