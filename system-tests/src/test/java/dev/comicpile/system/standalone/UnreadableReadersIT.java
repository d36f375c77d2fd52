package dev.comicpile.system.standalone;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Readers whose events cannot be applied cost the others nothing. */
@Timeout(300)
class UnreadableReadersIT {

  private static final int UNREADABLE = 12;
  private static final int HEALTHY = 6;
  private static final List<String> VIEWS = List.of("queue", "history", "analytics");
  private static final int LEAST_ROUNDS = 30;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** As a newer program would store it: an event of a name that this one does not know. */
  private static final String STORE_UNKNOWN =
      """
      with unknown as (
        insert into event_store.domain_event
          (aggregate_identifier, sequence_number, aggregate_type, event_identifier, recorded_at,
           payload_type, payload_revision, payload, metadata)
        select aggregate_identifier, sequence_number + 1, aggregate_type,
          gen_random_uuid()::text, recorded_at, 'ThreadLent', '1', '{}', metadata
        from event_store.domain_event
        where aggregate_identifier = ?::text
        order by sequence_number desc limit 1
        returning aggregate_identifier, sequence_number)
      update event_store.pile set version = sequence_number + 1, stored_at = now()
      from unknown where reader_id::text = aggregate_identifier
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  @Test
  void theOthersReadTheirOwnWritesMeanwhile() throws Exception {
    try (ComicPileProcess program =
            ComicPileProcess.start(
                data,
                Map.of(
                    // The program is not told of what is stored here, and looks again now and then.
                    "COMICPILE_RECONCILE_INTERVAL", "2s",
                    "PILE_RATE_LIMITS", "off",
                    "PILE_ADMIN_USERNAME", "keeper",
                    "PILE_ADMIN_PASSWORD", "correct horse"));
        Connection database = EmbeddedPostgres.connect(data);
        PreparedStatement unknown = database.prepareStatement(STORE_UNKNOWN);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Api> unreadable = readers(program.url(), UNREADABLE);
      List<Api> healthy = readers(program.url(), HEALTHY);
      AtomicBoolean over = new AtomicBoolean();
      List<Future<List<Duration>>> playing =
          healthy.stream().map(reader -> threads.submit(() -> play(reader, over))).toList();

      for (Api reader : unreadable) {
        unknown.setLong(1, reader.get("/api/auth/me").number("id"));
        assertThat(unknown.executeUpdate()).isOne();
      }
      Api admin = Api.logIn(program.url(), "keeper", "correct horse");
      for (String view : VIEWS) {
        await("all are parked in " + view).until(() -> parked(admin, view) >= UNREADABLE);
      }
      over.set(true);
      List<Duration> waits = new ArrayList<>();
      for (Future<List<Duration>> reader : playing) {
        waits.addAll(reader.get());
      }

      Duration longest = waits.stream().max(Duration::compareTo).orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "UnreadableReadersIT: %d unreadable, %d healthy readers, %d writes of theirs read,"
              + " the longest after %d ms%n",
          UNREADABLE,
          HEALTHY,
          waits.size(),
          longest.toMillis());
      assertThat(longest).isLessThan(LIMIT);
      String metrics = admin.get("/actuator/prometheus").expect(200).body();
      for (String view : VIEWS) {
        assertThat(parked(admin, view)).isEqualTo(UNREADABLE);
        assertThat(metrics)
            .contains("comicpile_projection_parked{view=\"" + view + "\"} " + UNREADABLE + ".0");
      }
    }
  }

  private static List<Api> readers(String url, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Api reader = Api.register(url);
              reader.add("Saga", 1_000);
              reader.add("Bone", 1_000);
              return reader;
            })
        .toList();
  }

  /**
   * Rolls, rates and looks at the queue until it is over.
   *
   * @return how long each look took, which waits for the write before it
   */
  private static List<Duration> play(Api reader, AtomicBoolean over) {
    List<Duration> waits = new ArrayList<>();
    for (int round = 0; round < LEAST_ROUNDS || !over.get(); round++) {
      long rolled = reader.post("/api/roll/").expect(200).number("thread_id");
      waits.add(timed(() -> reader.get("/api/sessions/current/").expect(200)));
      reader.post("/api/rate/", "{\"rating\": 4, \"issues_read\": 1}").expect(200);
      waits.add(
          timed(
              () ->
                  assertThat(reader.get("/api/threads/" + rolled).expect(200).number("last_rating"))
                      .isEqualTo(4)));
    }
    return waits;
  }

  private static Duration timed(Runnable look) {
    long begun = System.nanoTime();
    look.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static int parked(Api admin, String view) {
    for (JsonNode projection : admin.get("/api/admin/projections").expect(200).json()) {
      if (projection.path("name").asString().equals(view)) {
        return projection.path("parked").size();
      }
    }
    throw new AssertionError("there is no view " + view);
  }
}
