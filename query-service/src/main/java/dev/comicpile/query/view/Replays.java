package dev.comicpile.query.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rebuilds whole views from the events, reader by reader, while live events are applied and the old
 * rows keep answering. What is still to be done stands in the database, so that a restart resumes
 * and every process with this view shares the work.
 */
@Component
class Replays {

  private static final Logger log = LoggerFactory.getLogger(Replays.class);

  /** Readers of a view that are rebuilt at once: one of them reads while another one writes. */
  private static final int AT_ONCE = 2;

  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
  private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(2);

  private final Projectors projectors;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final ConcurrentMap<ViewName, Thread> workers = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  Replays(
      Projectors projectors,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Clock clock,
      MeterRegistry meters) {
    this.projectors = projectors;
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.clock = clock;
    for (ViewName view : ViewName.values()) {
      Gauge.builder("comicpile.projection.replaying", () -> workers.containsKey(view) ? 1 : 0)
          .description("1 while this process rebuilds the view from the events")
          .tag("view", view.toString())
          .register(meters);
    }
  }

  /**
   * Starts to rebuild a view from its readers' first events on.
   *
   * @return the replay, or empty where one is under way already
   */
  Optional<Replay> start(ViewName view) {
    boolean started =
        Boolean.TRUE.equals(
            transactions.execute(
                status -> {
                  // Of two that start at once the second waits here for the first one's row, and
                  // then finds that it has no end.
                  boolean first =
                      jdbc.sql(
                                  """
                                  insert into views.replay as r values (:view, :now, null, 0, 0)
                                  on conflict (view) do update
                                  set started_at = excluded.started_at, finished_at = null
                                  where r.finished_at is not null
                                  """)
                              .param("view", view.toString())
                              .param("now", now())
                              .update()
                          == 1;
                  if (first) {
                    enterReaders(view);
                  }
                  return first;
                }));
    if (!started) {
      return Optional.empty();
    }
    work(view);
    return latest(view);
  }

  private void enterReaders(ViewName view) {
    jdbc.sql(
            """
            with entered as (
              insert into views.replay_reader
              select view, reader_id, version from views.applied
              where view = :view and version > 0
              returning events)
            update views.replay
            set readers = (select count(*) from entered),
                events = (select coalesce(sum(events), 0) from entered)
            where view = :view
            """)
        .param("view", view.toString())
        .update();
  }

  /** The replay of a view that is under way, else the latest one there was. */
  Optional<Replay> latest(ViewName view) {
    return jdbc.sql(
            """
            select started_at, finished_at, r.readers, r.events, left_over.readers as readers_left,
                   left_over.events as events_left
            from views.replay r
            cross join lateral (
              select count(*) as readers, coalesce(sum(l.events), 0) as events
              from views.replay_reader l where l.view = r.view) left_over
            where view = ?
            """)
        .param(view.toString())
        .query(
            (row, number) ->
                Replay.of(
                    instant(row.getObject("started_at", OffsetDateTime.class)),
                    Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(Replays::instant)
                        .orElse(null),
                    row.getLong("readers"),
                    row.getLong("readers") - row.getLong("readers_left"),
                    row.getLong("events"),
                    row.getLong("events") - row.getLong("events_left"),
                    clock.instant()))
        .optional();
  }

  /** Goes on with replays that another process, or an earlier run of this one, has begun. */
  void resume() {
    for (ViewName view : ViewName.values()) {
      if (latest(view).filter(replay -> replay.finishedAt() == null).isPresent()) {
        work(view);
      }
    }
  }

  private void work(ViewName view) {
    workers.computeIfAbsent(
        view, name -> Thread.ofVirtual().name("replay-" + view).start(() -> run(view)));
  }

  private void run(ViewName view) {
    boolean finished = false;
    try {
      log.info("Replay of {} begins or resumes: {}", view, words(view));
      finished = rebuildAll(view);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!stopping) {
        log.warn("Replay of {} was broken off and will be resumed", view, e);
      }
    } finally {
      workers.remove(view);
    }
    if (finished) {
      log.info("Replay of {} has finished: {}", view, words(view));
    }
  }

  /** Rebuilds what is left, some readers at once; whether that was the end of the replay. */
  private boolean rebuildAll(ViewName view) throws InterruptedException {
    Set<Long> atWork = ConcurrentHashMap.newKeySet();
    Callable<Boolean> worker =
        () -> {
          rebuildSome(view, atWork);
          return true;
        };
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("replay-" + view + "-", 0).factory())) {
      for (Future<Boolean> done : executor.invokeAll(Collections.nCopies(AT_ONCE, worker))) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reader could not be rebuilt", e.getCause());
    }
    return finish(view);
  }

  private void rebuildSome(ViewName view, Set<Long> atWork) throws InterruptedException {
    Instant lastLogged = clock.instant();
    OptionalLong next = next(view, atWork);
    while (next.isPresent() && !stopping) {
      try {
        rebuild(view, next.getAsLong());
      } finally {
        atWork.remove(next.getAsLong());
      }
      if (Duration.between(lastLogged, clock.instant()).compareTo(LOG_INTERVAL) >= 0) {
        lastLogged = clock.instant();
        log.info("Replay of {}: {}", view, words(view));
      }
      next = next(view, atWork);
    }
  }

  private String words(ViewName view) {
    return latest(view).map(Replay::words).orElse("nothing to do");
  }

  /** A reader that is still to be rebuilt and that nobody is at, here or in another process. */
  private OptionalLong next(ViewName view, Set<Long> atWork) {
    synchronized (atWork) {
      Optional<Long> next =
          jdbc.sql(
                  """
                  select reader_id from views.replay_reader
                  where view = ? and reader_id <> all (?)
                  order by reader_id limit 1 for update skip locked
                  """)
              .params(view.toString(), atWork.toArray(Long[]::new))
              .query(Long.class)
              .optional();
      next.ifPresent(atWork::add);
      return next.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
  }

  private void rebuild(ViewName view, long readerId) throws InterruptedException {
    try {
      if (!projectors.of(view).rebuild(readerId, () -> claim(view, readerId))) {
        claim(view, readerId); // parked, and visible as such: nothing more to do here
      }
    } catch (RuntimeException e) {
      if (stopping || !Outage.isBehind(e)) {
        throw e;
      }
      log.warn("Replay of {}: the database is away, reader {} waits", view, readerId);
      Thread.sleep(OUTAGE_PAUSE);
    }
  }

  /**
   * Takes a reader off the list, with the surrounding transaction. Who deletes the row rebuilds the
   * reader; a second process waits for the first one's commit and then finds no row.
   */
  private boolean claim(ViewName view, long readerId) {
    return jdbc.sql("delete from views.replay_reader where view = ? and reader_id = ?")
            .params(view.toString(), readerId)
            .update()
        == 1;
  }

  /** Notes the end, once; not while another process is still at its last reader. */
  private boolean finish(ViewName view) {
    return jdbc.sql(
                """
                update views.replay r set finished_at = :now
                where view = :view and finished_at is null
                  and not exists (select from views.replay_reader l where l.view = r.view)
                """)
            .param("view", view.toString())
            .param("now", now())
            .update()
        == 1;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }

  /** The next start resumes what is left. */
  @PreDestroy
  void stop() {
    stopping = true;
    workers.values().forEach(Thread::interrupt);
  }
}
