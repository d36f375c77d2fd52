package dev.comicpile.query.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventTraces;
import dev.comicpile.eventstore.PileFollower;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.session.SessionTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Applies events as soon as they are stored. What this process has stored itself comes with its
 * events, and is applied to all views of the reader at once: one transaction, one round trip,
 * nothing read before. Wherever that does not fit (a view is behind, parked or being rebuilt, or
 * the events are another process's) each view reads on from its own version by its {@link
 * Projector}.
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

  /** More than so many at once are read from the store, in steps. */
  private static final int MOST_EVENTS = 500;

  /** So are those that take more than so much of memory while they wait. */
  private static final long MOST_BYTES = 2L << 20;

  /** Readers whose cursor is remembered. */
  private static final int CURSORS = 10_000;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Projectors projectors;
  private final AppliedVersions applied;
  private final Arrivals arrivals;
  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final EventTraces traces;
  private final List<ProjectionDelay> delays = new ArrayList<>();

  private final ConcurrentMap<Long, Work> waiting = new ConcurrentHashMap<>();
  private final Set<Long> served = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Cache<Long, Cursor> cursors = Caffeine.newBuilder().maximumSize(CURSORS).build();
  private volatile boolean running;

  LiveEvents(
      Projectors projectors,
      AppliedVersions applied,
      Arrivals arrivals,
      JdbcTemplate jdbc,
      JdbcClient client,
      EventTraces traces,
      Clock clock,
      MeterRegistry meters) {
    this.projectors = projectors;
    this.applied = applied;
    this.arrivals = arrivals;
    this.jdbc = jdbc;
    this.client = client;
    this.traces = traces;
    for (ViewName view : ViewName.values()) {
      delays.add(new ProjectionDelay(view, meters, clock));
    }
  }

  /** What all views have applied of a reader, and the session that is not ended there. */
  private record Cursor(long version, @Nullable SessionFacts open) {}

  /**
   * What is to be done for a reader.
   *
   * @param events the next ones that this process has stored, without a gap
   * @param look whether the store has to be asked
   * @param traces of the requests that it follows from
   */
  private record Work(List<RecordedEvent> events, boolean look, Set<String> traces) {

    /** Events that have just been stored; too many of them are not kept. */
    static Work stored(List<RecordedEvent> events, Set<String> traces) {
      boolean tooMany = isTooMuch(events);
      return new Work(tooMany ? List.of() : events, tooMany, traces);
    }

    private static boolean isTooMuch(List<RecordedEvent> events) {
      return events.size() > MOST_EVENTS
          || events.stream().mapToLong(event -> Footprint.of(event.event())).sum() > MOST_BYTES;
    }

    /** Both of them, this one first. */
    Work and(Work next) {
      boolean contiguous =
          events.isEmpty()
              || next.events.isEmpty()
              || events.getLast().version() + 1 == next.events.getFirst().version();
      List<RecordedEvent> both = new ArrayList<>(events);
      both.addAll(next.events);
      boolean mustLook = look || next.look || !contiguous || isTooMuch(both);
      Set<String> followed = new TreeSet<>(traces);
      followed.addAll(next.traces);
      return new Work(mustLook ? List.of() : both, mustLook, followed);
    }
  }

  @Override
  public void stored(long readerId, List<RecordedEvent> events) {
    add(readerId, Work.stored(events, trace(traces.traceparent())));
  }

  @Override
  public void changed(long readerId, @Nullable String traceparent) {
    add(readerId, new Work(List.of(), true, trace(traceparent)));
  }

  private static Set<String> trace(@Nullable String traceparent) {
    return traceparent == null ? Set.of() : Set.of(traceparent);
  }

  /** How many readers wait or are being served. */
  int backlog() {
    return served.size();
  }

  private void add(long readerId, Work work) {
    if (running) {
      waiting.merge(readerId, work, Work::and);
      serve(readerId);
    }
  }

  private void serve(long readerId) {
    if (served.add(readerId)) {
      Thread.ofVirtual().name("views-", readerId).start(() -> serveAll(readerId));
    }
  }

  private void serveAll(long readerId) {
    Duration pause = FIRST_PAUSE;
    Work work;
    while (running && (work = waiting.remove(readerId)) != null) {
      try {
        places.acquire();
        try {
          serve(readerId, work);
        } finally {
          places.release();
        }
        pause = FIRST_PAUSE;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (RuntimeException e) {
        if (!Outage.isBehind(e)) {
          log.error("The views cannot follow reader {}", readerId, e);
        } else {
          log.debug("The views of reader {} wait", readerId, e);
          waiting.merge(readerId, new Work(List.of(), true, Set.of()), Work::and);
          if (!sleep(pause)) {
            break;
          }
          Duration twice = pause.multipliedBy(2);
          pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
      }
    }
    served.remove(readerId);
    // What came between the last look and this moment found the reader still being served.
    if (running && waiting.containsKey(readerId)) {
      serve(readerId);
    }
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void serve(long readerId, Work work) {
    long version = work.events().isEmpty() ? 0 : work.events().getLast().version();
    traces.follow(
        "projection",
        work.traces(),
        readerId,
        version,
        () -> {
          if (work.look() || !applyTogether(readerId, work.events())) {
            cursors.invalidate(readerId);
            projectors.all().forEach(projector -> projector.follow(readerId));
          }
        });
  }

  /**
   * Applies events to all views at once; whether that was possible, and if not nothing was done.
   */
  private boolean applyTogether(long readerId, List<RecordedEvent> stored) {
    Cursor cursor = cursor(readerId);
    if (cursor == null) {
      return false;
    }
    List<RecordedEvent> events =
        stored.stream().filter(event -> event.version() > cursor.version()).toList();
    if (events.isEmpty()) {
      return true;
    }
    if (events.getFirst().version() != cursor.version() + 1) {
      return false;
    }
    long version = events.getLast().version();
    try {
      SessionFold sessions =
          new SessionFold(cursor.open(), id -> SessionTable.QUEUE.find(client, readerId, id))
              .after(events);
      Changes changes = new Changes();
      // Actions after one another may look at what the one before has changed.
      if (events.getFirst().actionVersion() != version) {
        changes.inOrder();
      }
      projectors
          .all()
          .forEach(projector -> projector.view().apply(readerId, events, changes, sessions));
      ConnectionCallback<Boolean> sending =
          connection -> {
            changes.sendTogether(
                connection, new Changes.Advance(readerId, cursor.version(), version));
            return true;
          };
      jdbc.execute(sending);
      cursors.put(readerId, new Cursor(version, sessions.open()));
    } catch (RuntimeException e) {
      cursors.invalidate(readerId);
      if (Outage.isBehind(e)) {
        throw e;
      }
      if (!isNotAtVersion(e)) {
        log.debug("Reader {} cannot be served at once", readerId, e);
      }
      return false;
    }
    log.debug("The views take reader {} to version {}", readerId, version);
    arrivals.reached(List.of(ViewName.values()), readerId, version);
    delays.forEach(delay -> events.forEach(delay::applied));
    return true;
  }

  private @Nullable Cursor cursor(long readerId) {
    Cursor known = cursors.getIfPresent(readerId);
    if (known != null) {
      return known;
    }
    // The session may be of a later version than the one read before it; advancing tells.
    OptionalLong version = applied.ofAll(readerId);
    return version.isEmpty()
        ? null
        : new Cursor(version.getAsLong(), SessionTable.QUEUE.open(client, readerId).orElse(null));
  }

  private static boolean isNotAtVersion(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && Changes.NOT_AT_VERSION.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
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
