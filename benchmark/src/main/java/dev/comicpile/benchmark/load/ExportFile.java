package dev.comicpile.benchmark.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file as the program exports it, of readers who rolled and rated for years: two events a day,
 * and a session a week.
 */
public final class ExportFile implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant BEGIN = Instant.parse("2000-01-01T18:00:00Z");
  private static final int SECONDS_BETWEEN_EVENTS = 60;
  private static final int ROUNDS_OF_A_SESSION = 10;
  private static final int ISSUES = 1_000_000;
  private static final List<Integer> LADDER = List.of(4, 6, 8, 10, 12, 20);

  private final BufferedWriter file;
  private long threadIds;
  private long sessionIds;
  private boolean first = true;

  private ExportFile(BufferedWriter file) {
    this.file = file;
  }

  public static ExportFile create(Path path) throws IOException {
    BufferedWriter file = Files.newBufferedWriter(path);
    file.write(
        "{\"format\": \"comic-pile\", \"version\": 1, \"exported_at\": \"2026-01-01T00:00:00Z\","
            + " \"readers\": [");
    return new ExportFile(file);
  }

  /** Adds a reader with so many threads and events; the last session stays open. */
  public void add(String name, int threads, int events) throws IOException {
    file.write(first ? "\n" : ",\n");
    first = false;
    file.write(
        "{\"username\": \"%s\", \"registered_at\": \"%s\", \"events\": [".formatted(name, BEGIN));
    new Stream(threads).write(events);
    file.write("]}");
  }

  @Override
  public void close() throws IOException {
    file.write("]}");
    file.close();
  }

  /** The stream of one reader, as it is written. */
  private final class Stream {
    private final Deque<Long> queue = new ArrayDeque<>();
    private final int threads;
    private long version;
    private int step = 1;
    private long session;
    private long front;
    private long back;

    Stream(int threads) {
      this.threads = threads;
    }

    void write(int events) throws IOException {
      List<Map<String, Object>> added = new ArrayList<>();
      for (int i = 1; i <= threads; i++) {
        queue.add(++threadIds);
        back = i;
        added.add(thread(threadIds, i));
      }
      event("import", 1, "ThreadsImported", Map.of("threads", added));
      for (int round = 0; version < events; round++) {
        round(round, events);
      }
    }

    private void round(int round, int events) throws IOException {
      int die = LADDER.get(step);
      boolean starts = round % ROUNDS_OF_A_SESSION == 0;
      if (starts) {
        session = ++sessionIds;
        step = 1;
        die = LADDER.get(step);
        event("roll", 2, "SessionStarted", Map.of("session_id", session, "start_die", "d" + die));
      }
      long thread = queue.getFirst();
      event("roll", 1, "DieRolled", roll(die, thread));
      if (version < events) {
        event("rate", 1, "ThreadRated", rating(round, thread));
      }
      if (round % ROUNDS_OF_A_SESSION == ROUNDS_OF_A_SESSION - 1 && version < events - 2) {
        event(
            "session_end",
            1,
            "SessionEnded",
            Map.of("session_id", session, "reason", "reader", "ended_at", now()));
      }
    }

    private Map<String, Object> roll(int die, long thread) {
      List<Long> pool = queue.stream().limit(die).toList();
      return Map.of(
          "session_id",
          session,
          "thread_id",
          thread,
          "title",
          title(thread),
          "die",
          "d" + die,
          "pool",
          pool,
          "result",
          1,
          "queue_position",
          1,
          "offset",
          0,
          "snoozed_count",
          0);
    }

    private Map<String, Object> rating(int round, long thread) {
      boolean good = round % 3 == 0;
      int before = step;
      step = Math.clamp(step + (good ? -1 : 1), 0, LADDER.size() - 1);
      queue.removeFirst();
      if (good) {
        queue.addFirst(thread);
      } else {
        queue.addLast(thread);
      }
      return Map.ofEntries(
          Map.entry("session_id", session),
          Map.entry("thread_id", thread),
          Map.entry("title", title(thread)),
          Map.entry("rating", good ? 4.5 : 3.0),
          Map.entry("issues_read", 1),
          Map.entry("issues_remaining", ISSUES - round - 1),
          Map.entry("die_before", "d" + LADDER.get(before)),
          Map.entry("die_after", "d" + LADDER.get(step)),
          Map.entry("moved_to", good ? "front" : "back"),
          Map.entry("order_key", good ? --front : ++back));
    }

    private Map<String, Object> thread(long id, int place) {
      Map<String, Object> thread = new LinkedHashMap<>();
      thread.put("id", id);
      thread.put("title", title(id));
      thread.put("format", "Comic");
      thread.put("issues_remaining", ISSUES);
      thread.put("order_key", place);
      for (String nothing :
          List.of("last_rating", "last_activity_at", "review_url", "last_review_at", "notes")) {
        thread.put(nothing, null);
      }
      thread.put("is_test", false);
      thread.put("created_at", BEGIN.toString());
      return thread;
    }

    private String title(long thread) {
      return "The Adventures of Reader and Comic vol. " + thread;
    }

    private String now() {
      return BEGIN.plusSeconds(version * SECONDS_BETWEEN_EVENTS).toString();
    }

    /**
     * @param left how many events the action has from this one on
     */
    private void event(String action, int left, String type, Map<String, Object> facts)
        throws IOException {
      Map<String, Object> payload = new LinkedHashMap<>(facts);
      payload.put("at", now());
      version++;
      write(
          Map.of(
              "version", version,
              "type", type,
              "revision", "1",
              "action", action,
              "action_version", version + left - 1,
              "at", payload.get("at"),
              "payload", payload),
          file);
    }

    private void write(Map<String, Object> event, Writer to) {
      try {
        to.write(version == 1 ? "\n" : ",\n");
        to.write(JSON.writeValueAsString(event));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
