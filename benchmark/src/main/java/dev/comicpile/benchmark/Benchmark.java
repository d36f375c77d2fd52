package dev.comicpile.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Plays a pile of many threads until its stream holds many events, then times every read, the
 * replay of every view, a restart after a kill, the export and its import, and many readers at
 * once. Everything goes over HTTP to the program as people run it.
 */
public final class Benchmark {

  private static final String USAGE =
      """
      usage: java -jar benchmark/target/benchmark.jar [option value]...
        --threads  10000   threads of the large pile
        --events   100000  events of its stream
        --readers  8       readers who play at once
        --seconds  20      for so long
        --heap     512m    heap of the program measured
        --jar      standalone/target/comic-pile.jar
      """;

  private static final int ROUNDS = 10;

  private final int threads;
  private final int events;
  private final int readers;
  private final int seconds;
  private final String heap;
  private final Path jar;
  private final Random random = new Random(1);

  private Benchmark(Map<String, String> options) {
    threads = Integer.parseInt(options.getOrDefault("--threads", "10000"));
    events = Integer.parseInt(options.getOrDefault("--events", "100000"));
    readers = Integer.parseInt(options.getOrDefault("--readers", "8"));
    seconds = Integer.parseInt(options.getOrDefault("--seconds", "20"));
    heap = options.getOrDefault("--heap", "512m");
    jar = Path.of(options.getOrDefault("--jar", "standalone/target/comic-pile.jar"));
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    if (arguments.length % 2 != 0) {
      System.out.print(USAGE);
      return;
    }
    new Benchmark(options).run();
  }

  private void run() throws Exception {
    Path directory = Files.createTempDirectory("comic-pile-benchmark");
    try {
      Path export = directory.resolve("export.json");
      measure(directory.resolve("played"), export);
      measureImport(directory.resolve("imported"), export);
    } finally {
      delete(directory);
    }
  }

  private void measure(Path data, Path export) throws Exception {
    try (Server server = Server.start(jar, data, heap)) {
      say("start, empty: %.1f s", seconds(server.startTime()));
      Client reader = Client.register(server.url(), "reader");
      play(reader);
      awaitViews(Client.login(server.url(), Server.ADMIN), reader.version());
      memory(server);
      times(server, reader);
      manyReaders(server);
      memory(server);
      Client admin = Client.login(server.url(), Server.ADMIN);
      for (String view : views(admin)) {
        replay(admin, reader, view);
      }
      memory(server);
      Instant begin = Instant.now();
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(export))) {
        long bytes = admin.drain("/api/admin/export/json/", "application/json", file);
        say("export: %.1f s, %.1f MiB", since(begin), bytes / 1048576.0);
      }
      memory(server);
      server.kill();
    }
    try (Server again = Server.start(jar, data, heap)) {
      say("start after a kill: %.1f s", seconds(again.startTime()));
      Client reader = Client.login(again.url(), "reader");
      Timings first = new Timings();
      first.time(() -> reader.post("/api/roll/", ""));
      first.time(() -> reader.get("/api/queue/?limit=10"));
      say("  first roll %.0f ms, the read after it %.0f ms", first.first(), first.millis(0.5));
      memory(again);
    }
  }

  private void measureImport(Path data, Path export) throws Exception {
    try (Server server = Server.start(jar, data, heap)) {
      Client admin = Client.login(server.url(), Server.ADMIN);
      Instant begin = Instant.now();
      JsonNode report = admin.post("/api/admin/import/json", export);
      say("import into an empty system: %.1f s, %s events", since(begin), report.get("events"));
      awaitViews(admin, events);
      say("  views complete after %.1f s", since(begin));
      memory(server);
    }
  }

  /** A pile of so many threads, read and rated until its stream is long enough. */
  private void play(Client reader) throws Exception {
    StringBuilder csv = new StringBuilder("title,format,issues_remaining\n");
    String[] formats = {"Comic", "Trade", "Omnibus", "Hardcover"};
    for (int thread = 1; thread <= threads; thread++) {
      csv.append(
          "A comic of the pile %d,%s,%d%n"
              .formatted(thread, formats[thread % formats.length], 20 + random.nextInt(40)));
    }
    Timings load = new Timings();
    load.time(() -> reader.upload("/api/threads/import/csv", csv.toString()));
    say("import of %d threads: %.0f ms", threads, load.first());

    Timings commands = new Timings();
    Instant begin = Instant.now();
    while (reader.version() < events) {
      play(reader, commands);
    }
    say(
        "%d commands of one reader, up to %d events: %.0f/s, median %.1f ms, 99%% %.1f ms, longest"
            + " %.0f ms",
        commands.count(),
        reader.version(),
        commands.count() / since(begin),
        commands.millis(0.5),
        commands.millis(0.99),
        commands.millis(1));
  }

  private void play(Client reader, Timings commands) throws Exception {
    commands.time(() -> reader.post("/api/roll/", ""));
    int draw = random.nextInt(100);
    if (draw < 3) {
      commands.time(() -> reader.post("/api/undo/", ""));
    } else if (draw < 5) {
      commands.time(() -> reader.post("/api/snooze/", ""));
    } else {
      String rating =
          "{\"rating\": %s, \"issues_read\": 1, \"finish_session\": %s}"
              .formatted((2 + random.nextInt(9)) / 2.0, random.nextInt(8) == 0);
      commands.time(() -> reader.post("/api/rate/", rating));
    }
  }

  private void times(Server server, Client reader) throws Exception {
    Client admin = Client.login(server.url(), Server.ADMIN);
    JsonNode head = reader.get("/api/queue/?limit=1").at("/threads/0");
    long session = reader.get("/api/sessions/?limit=1").at("/0/id").asLong();
    long middle = reader.version() / 2;
    say("%-64s %9s %9s %9s %9s", "read (ms)", "first", "median", "longest", "KiB");
    for (String path :
        List.of(
            "/api/threads/",
            "/api/threads/" + head.get("id"),
            "/api/threads/" + head.get("id") + "/history",
            "/api/threads/stale",
            "/api/threads/active",
            "/api/queue/",
            "/api/queue/?limit=10",
            "/api/roll/pool",
            "/api/session/current",
            "/api/sessions/",
            "/api/sessions/" + session,
            "/api/sessions/" + session + "/details",
            "/api/sessions/" + session + "/snapshots",
            "/api/undo/history",
            "/api/undo/history?offset=" + middle,
            "/api/history/events",
            "/api/history/events?after_version=" + middle + "&limit=100",
            "/api/history/state",
            "/api/history/state?version=" + middle,
            "/api/analytics/?tz=Europe/Berlin",
            "/api/analytics/metrics")) {
      time(reader, path, "application/json");
    }
    time(reader, "/api/history/events", "application/x-ndjson");
    for (String path :
        List.of(
            "/api/admin/users",
            "/api/admin/projections",
            "/api/admin/export/csv/",
            "/api/admin/export/summary/")) {
      time(admin, path, "*/*");
    }
  }

  private static void time(Client client, String path, String accept) throws Exception {
    Timings timings = new Timings();
    long[] bytes = new long[1];
    for (int round = 0; round < ROUNDS; round++) {
      timings.time(() -> bytes[0] = client.drain(path, accept, OutputStream.nullOutputStream()));
    }
    say(
        "%-64s %9.1f %9.1f %9.1f %9.1f",
        path + (accept.endsWith("ndjson") ? " as ndjson" : ""),
        timings.first(),
        timings.millis(0.5),
        timings.millis(1),
        bytes[0] / 1024.0);
  }

  /** Many readers of small piles play at once, each reading their own writes. */
  private void manyReaders(Server server) throws Exception {
    Timings commands = new Timings();
    Timings reads = new Timings();
    Instant begin = Instant.now();
    Instant end = begin.plusSeconds(seconds);
    List<Callable<Void>> players = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      Client reader = Client.register(server.url(), "player-" + i);
      reader.post(
          "/api/threads/",
          "{\"title\": \"Saga\", \"format\": \"Trade\", \"issues_remaining\": 100000}");
      players.add(
          () -> {
            while (Instant.now().isBefore(end)) {
              commands.time(() -> reader.post("/api/roll/", ""));
              commands.time(
                  () -> reader.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}"));
              reads.time(() -> reader.get("/api/queue/"));
            }
            return null;
          });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(readers)) {
      for (Future<Void> played : executor.invokeAll(players)) {
        played.get();
      }
    }
    double time = since(begin);
    say(
        "%d readers at once: %.0f commands/s (median %.1f ms, 99%% %.1f ms),"
            + " %.0f reads of what was just written/s (median %.1f ms, 99%% %.1f ms)",
        readers,
        commands.count() / time,
        commands.millis(0.5),
        commands.millis(0.99),
        reads.count() / time,
        reads.millis(0.5),
        reads.millis(0.99));
  }

  /** Rebuilds a view while its reader goes on reading. */
  private static void replay(Client admin, Client reader, String view) throws Exception {
    admin.post("/api/admin/projections/" + view + "/replay", "");
    Timings reads = new Timings();
    JsonNode replay;
    do {
      reads.time(() -> reader.get("/api/queue/?limit=10"));
      reads.time(() -> reader.get("/api/undo/history"));
      replay = state(admin, view).get("replay");
    } while (replay.get("finished_at").isNull());
    Duration time =
        Duration.between(
            Instant.parse(replay.get("started_at").asString()),
            Instant.parse(replay.get("finished_at").asString()));
    say(
        "replay of %s: %s events in %.1f s, %s/s; %d reads meanwhile, median %.1f ms, longest %.0f"
            + " ms",
        view,
        replay.get("events_done"),
        seconds(time),
        replay.get("events_per_second"),
        reads.count(),
        reads.millis(0.5),
        reads.millis(1));
  }

  private static List<String> views(Client admin) throws IOException, InterruptedException {
    return admin
        .get("/api/admin/projections")
        .valueStream()
        .map(view -> view.get("name").asString())
        .toList();
  }

  private static JsonNode state(Client admin, String view)
      throws IOException, InterruptedException {
    return admin
        .get("/api/admin/projections")
        .valueStream()
        .filter(state -> state.get("name").asString().equals(view))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitViews(Client admin, long position)
      throws IOException, InterruptedException {
    Instant begin = Instant.now();
    for (String view : views(admin)) {
      while (state(admin, view).get("position").asLong() < position) {
        Thread.sleep(50);
      }
      say("view %s has caught up after %.1f s more", view, since(begin));
    }
  }

  private static void memory(Server server) throws IOException {
    server
        .peakMemory()
        .ifPresent(peak -> say("  memory of the process so far: at most %d MiB", peak));
  }

  private static double since(Instant begin) {
    return seconds(Duration.between(begin, Instant.now()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static void say(String words, Object... values) {
    System.out.println(words.formatted(values));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
