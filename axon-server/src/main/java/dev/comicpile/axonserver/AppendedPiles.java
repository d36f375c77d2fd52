package dev.comicpile.axonserver;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.PileFollowers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters in the table of piles what this process has appended on an Axon Server, and tells of it.
 * The command does not wait for it. What is lost here, with the process or while the database is
 * away, is entered by the process that follows the server's stream.
 */
final class AppendedPiles implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AppendedPiles.class);

  /** More than this waits only while the database is away. */
  private static final int MOST_WAITING = 100_000;

  /** What is left at the end has so long to be entered. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Entered at a time. */
  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final PileFollowers followers;
  private final LinkedBlockingQueue<Appended> appended = new LinkedBlockingQueue<>(MOST_WAITING);
  private volatile @Nullable Thread entering;

  private record Appended(ReaderId readerId, long version, @Nullable String traceparent) {}

  /** Nothing comes after it. */
  private static final Appended END = new Appended(new ReaderId(0), 0, null);

  AppendedPiles(JdbcClient jdbc, PileFollowers followers) {
    this.jdbc = jdbc;
    this.followers = followers;
  }

  /** Takes note of events that have just been stored. */
  void stored(List<? extends EventMessage<?>> events) {
    String traceparent = followers.traceparent();
    followers
        .storedHere(events)
        .forEach(
            (readerId, version) -> appended.offer(new Appended(readerId, version, traceparent)));
  }

  @Override
  public void start() {
    entering = Thread.ofVirtual().name("appended-piles").start(this::enterAll);
  }

  /** Enters what is left, unless the database is away. */
  @Override
  public void stop() {
    Thread stopped = entering;
    entering = null;
    if (stopped != null) {
      appended.offer(END);
      try {
        if (!stopped.join(PATIENCE)) {
          stopped.interrupt();
          appended.remove(END);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return entering != null;
  }

  private void enterAll() {
    List<Appended> some = new ArrayList<>();
    boolean ended = false;
    try {
      while (!ended) {
        some.add(appended.take());
        appended.drainTo(some, AT_ONCE - 1);
        ended = some.remove(END);
        enter(some);
        some.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void enter(List<Appended> some) {
    Map<ReaderId, Long> versions = new HashMap<>();
    some.forEach(pile -> versions.merge(pile.readerId(), pile.version(), Math::max));
    try {
      AxonServerPileStore.note(jdbc, versions);
      // Whether this was news or not: another may have entered it and told nobody yet.
      some.forEach(pile -> followers.tellOthers(pile.readerId(), pile.traceparent()));
    } catch (DataAccessException e) {
      log.debug("What was appended is entered later", e);
    }
  }
}
