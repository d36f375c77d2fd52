package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.web.Outage;
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

  private final Projector projector;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final ConcurrentMap<ViewName, Thread> workers = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  Replays(Projector projector, JdbcClient jdbc, Clock clock, MeterRegistry meters) {
    this.projector = projector;
    this.jdbc = jdbc;
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
    // Of two that start at once the second waits for the first one's row, and then finds that it
    // has no end.
    boolean started =
        jdbc.sql(
                """
                with begun as (
                  insert into views.replay as r
                  select :view, :now, null, count(*), coalesce(sum(version), 0)
                  from views.applied where view = :view and version > 0
                  on conflict (view) do update
                  set started_at = excluded.started_at, finished_at = null,
                    readers = excluded.readers, events = excluded.events
                  where r.finished_at is not null
                  returning r.view),
                entered as (
                  insert into views.replay_reader
                  select view, reader_id, version
                  from views.applied join begun using (view) where version > 0)
                select exists (select from begun)
                """)
            .param("view", view.toString())
            .param("now", now())
            .query(Boolean.class)
            .single();
    if (!started) {
      return Optional.empty();
    }
    work(view);
    return latest(view);
  }

  /** The replay of a view that is under way, else the latest one there was. */
  Optional<Replay> latest(ViewName view) {
    return jdbc.sql(
            """
            select to_json(replay) from (
              select started_at, finished_at, readers_total, readers_done, events_total, events_done,
                events_done * 1000 / millis as events_per_second,
                case when finished_at is not null then 0
                  when events_done > 0
                    then (events_total - events_done) * millis / events_done / 1000
                end as seconds_left
              from (
                select started_at, finished_at, r.readers as readers_total,
                  r.readers - l.readers as readers_done, r.events as events_total,
                  r.events - l.events as events_done,
                  greatest(1, floor(1000 * extract(
                    epoch from coalesce(finished_at, :now) - started_at)))::bigint as millis
                from views.replay r
                cross join lateral (
                  select count(*) as readers, coalesce(sum(events), 0)::bigint as events
                  from views.replay_reader where view = r.view) l
                where view = :view) progress) replay
            """)
        .param("view", view.toString())
        .param("now", now())
        .query(FactsJson.rows(Replay.class))
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
    Callable<Boolean> worker =
        () -> {
          rebuildSome(view);
          return true;
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      log.info("Replay of {} begins or resumes: {}", view, words(view));
      for (Future<Boolean> done : executor.invokeAll(Collections.nCopies(AT_ONCE, worker))) {
        done.get();
      }
      if (finish(view)) {
        log.info("Replay of {} has finished: {}", view, words(view));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      if (!stopping) {
        log.warn("Replay of {} was broken off and will be resumed", view, e);
      }
    } finally {
      workers.remove(view);
    }
  }

  private String words(ViewName view) {
    return latest(view).map(Replay::words).orElse("nothing to do");
  }

  private void rebuildSome(ViewName view) throws InterruptedException {
    Instant lastLogged = clock.instant();
    Optional<ReaderId> next = next(view);
    while (next.isPresent() && !stopping) {
      rebuild(view, next.get());
      if (Duration.between(lastLogged, clock.instant()).compareTo(LOG_INTERVAL) >= 0) {
        lastLogged = clock.instant();
        log.info("Replay of {}: {}", view, words(view));
      }
      next = next(view);
    }
  }

  /** A reader that is still to be rebuilt and that nobody is at, here or in another process. */
  private Optional<ReaderId> next(ViewName view) {
    return jdbc.sql(
            """
            select reader_id from views.replay_reader
            where view = ? order by reader_id limit 1 for update skip locked
            """)
        .param(view.toString())
        .query(Long.class)
        .optional()
        .map(ReaderId::new);
  }

  private void rebuild(ViewName view, ReaderId readerId) throws InterruptedException {
    try {
      if (!projector.rebuild(view, readerId, () -> claim(view, readerId))) {
        claim(view, readerId); // parked, and visible as such: nothing more to do here
      }
    } catch (RuntimeException e) {
      if (stopping || !Outage.isPassing(e)) {
        throw e;
      }
      log.warn("Replay of {}: the database is away, reader {} waits", view, readerId);
      Thread.sleep(OUTAGE_PAUSE);
    }
  }

  /**
   * Takes a reader off the list, with the surrounding transaction. Who deletes the row rebuilds the
   * reader; another process that has chosen the same one goes on to the next.
   */
  private boolean claim(ViewName view, ReaderId readerId) {
    return jdbc.sql(
                """
                delete from views.replay_reader where (view, reader_id) in (
                  select view, reader_id from views.replay_reader
                  where view = ? and reader_id = ? for update skip locked)
                """)
            .params(view.toString(), readerId.number())
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

  /** The next start resumes what is left. */
  @PreDestroy
  void stop() {
    stopping = true;
    workers.values().forEach(Thread::interrupt);
  }
}
