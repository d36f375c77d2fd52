package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Answer;
import dev.comicpile.benchmark.load.ExportFile;
import dev.comicpile.benchmark.load.Latencies;
import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.CpuTime;
import dev.comicpile.benchmark.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What long streams and large piles cost: 200,000 events that are brought in as an export. */
final class LongStreams {

  static final String METRICS_OF_1_000 = "metrics, 1,000 events";
  static final String METRICS_OF_100_000 = "metrics, 100,000 events";
  static final String STATE_ANYWHERE = "state at any version of 100,000 events";
  static final String STATE_NEARBY = "state next to one asked for before";
  static final String RESTORE = "restore across 10,000 events";
  static final String UNDO = "undo of that restore";
  static final String FIRST = "first command after a restart, 100,000 events";

  private static final String DIRECTORY = "long";
  private static final int LONG = 100_000;
  private static final int SHORT = 1_000;
  private static final int OTHERS = 11;
  private static final int OTHERS_EVENTS = 9_000;
  private static final int THREADS = 100;
  private static final int STATES = 10;
  private static final int METRICS_WARM_UP = 600;
  private static final int METRICS = 300;
  private static final int UNDOS = 5;
  private static final int UNDONE = 10_000;
  private static final int COMMANDS_WARM_UP = 200;
  private static final int COMMANDS_MEASURED = 100;

  /** Commands of all kinds by turns. */
  private static final Play COMMANDS =
      new Play(
          "command",
          true,
          0,
          4,
          (reader, n) -> {
            Plays.RATE.once().accept(reader, 2 * n);
            Plays.RATE.once().accept(reader, 2 * n + 1);
            Plays.EDIT.once().accept(reader, n);
            Plays.MOVE.once().accept(reader, n);
          });

  private final Run run;

  private LongStreams(Run run) {
    this.run = run;
  }

  static void measure(Run run) throws IOException {
    new LongStreams(run).measure();
  }

  private void measure() throws IOException {
    Reader admin;
    Map<String, String> passwords;
    Reader reader;
    try (Program program = run.start(DIRECTORY)) {
      admin = Reader.login(program.url(), Program.ADMIN);
      passwords = bringIn(admin);
      reader = Reader.login(program.url(), "long", passwords.getOrDefault("long", ""));
      if (run.selection().has("replay")) {
        Replays.measure(run, program, admin);
      }
    }
    if (!run.selection().has("long")) {
      return;
    }
    try (Program program = run.start(DIRECTORY)) {
      Reader here = reader.at(program.url());
      long begin = System.nanoTime();
      Plays.ROLL.once().accept(here, 0);
      put(FIRST, (System.nanoTime() - begin) / 1e6);
      metrics(
          program, here, Reader.login(program.url(), "short", passwords.getOrDefault("short", "")));
      states(program, here);
      undo(here);
      commands(program, admin.at(program.url()));
    }
  }

  private Map<String, String> bringIn(Reader admin) throws IOException {
    Path file = run.directory().resolve("export.json");
    try (ExportFile export = ExportFile.create(file)) {
      export.add("long", THREADS, LONG);
      export.add("short", THREADS, SHORT);
      for (int i = 0; i < OTHERS; i++) {
        export.add("other-" + i, THREADS, OTHERS_EVENTS);
      }
    }
    long begin = System.nanoTime();
    JsonNode report = admin.post("/api/admin/import/json", Files.readAllBytes(file)).json();
    double stored = (System.nanoTime() - begin) / 1e9;
    Run.awaitViews(admin);
    double shown = (System.nanoTime() - begin) / 1e9;
    double events = report.get("events").asDouble();
    run.put(Sections.REPLAY, "import, until stored", Columns.SECONDS, stored);
    run.put(Sections.REPLAY, "import, until stored", Columns.PER_SECOND, events / stored);
    run.put(Sections.REPLAY, "import, until all views show it", Columns.SECONDS, shown);
    run.put(Sections.REPLAY, "import, until all views show it", Columns.PER_SECOND, events / shown);
    Run.say("import: %.0f events/s stored, %.0f/s shown", events / stored, events / shown);
    return report
        .get("passwords")
        .valueStream()
        .collect(
            Collectors.toMap(
                one -> one.get("username").asString(), one -> one.get("password").asString()));
  }

  private void metrics(Program program, Reader large, Reader small) {
    for (Reader reader : List.of(small, large)) {
      Load.oneAfterAnother(new Readers(List.of(reader)), Plays.METRICS, 0, METRICS_WARM_UP);
    }
    measure(METRICS_OF_1_000, program, small, Plays.METRICS, METRICS);
    measure(METRICS_OF_100_000, program, large, Plays.METRICS, METRICS);
  }

  /** The pile as it was, at versions far from each other and then at each one's neighbour. */
  private void states(Program program, Reader reader) {
    Random random = new Random(1);
    List<Integer> versions = random.ints(2L * STATES, 1_000, LONG).boxed().toList();
    versions.subList(0, STATES).forEach(version -> state(reader, version));
    measureEach(
        STATE_ANYWHERE,
        program,
        versions.subList(STATES, 2 * STATES),
        version -> state(reader, version));
    int last = versions.getLast();
    measureEach(
        STATE_NEARBY,
        program,
        random.ints(STATES, 1, 20).map(step -> last + step).boxed().toList(),
        version -> state(reader, version));
  }

  private static void state(Reader reader, int version) {
    reader.get("/api/history/state?version=" + version);
  }

  private void undo(Reader reader) {
    // A session has 22 events, and two of its readers' roundings do no harm.
    int sessionsBack = UNDONE / 22;
    long session =
        reader.get("/api/sessions/?limit=1&offset=" + sessionsBack).json().at("/0/id").asLong();
    Answer points = reader.get("/api/undo/" + session + "/snapshots");
    long point = points.json().at("/0/id").asLong();
    Latencies restores = new Latencies();
    Latencies undos = new Latencies();
    for (int i = 0; i < UNDOS; i++) {
      long begin = System.nanoTime();
      reader.post("/api/undo/" + session + "/undo/" + point, "");
      restores.record(System.nanoTime() - begin);
      begin = System.nanoTime();
      reader.post("/api/undo/", "");
      undos.record(System.nanoTime() - begin);
    }
    put(RESTORE, restores.percentile(50));
    put(UNDO, undos.percentile(50));
  }

  private void commands(Program program, Reader admin) {
    Map<Integer, Readers> piles = new LinkedHashMap<>();
    for (int threads : List.of(10, 10_000)) {
      Reader reader =
          Readers.withPile(Reader.register(program.url(), "threads-" + threads), threads);
      piles.put(threads, new Readers(List.of(reader)));
    }
    piles.values().forEach(one -> Load.oneAfterAnother(one, COMMANDS, 0, COMMANDS_WARM_UP));
    Run.awaitViews(admin);
    Run.awaitRest(program);
    piles.forEach(
        (threads, one) -> {
          CpuTime before = program.cpu();
          Load load = Load.oneAfterAnother(one, COMMANDS, COMMANDS_WARM_UP, COMMANDS_MEASURED);
          Run.awaitViews(admin);
          int commands = COMMANDS_MEASURED * COMMANDS.requests();
          put(command(threads), load.latencies().percentile(50) / COMMANDS.requests());
          run.put(Sections.LARGE, command(threads), program.cpu().minus(before).per(commands));
        });
  }

  static String command(int threads) {
    return String.format(Locale.ROOT, "command on a pile of %,d threads", threads);
  }

  private void measure(String row, Program program, Reader reader, Play play, int count) {
    CpuTime before = program.cpu();
    Load load = Load.oneAfterAnother(new Readers(List.of(reader)), play, 0, count);
    put(row, load.latencies().percentile(50));
    run.put(Sections.LARGE, row, program.cpu().minus(before).per(count));
  }

  private void measureEach(String row, Program program, List<Integer> versions, IntConsumer work) {
    Latencies latencies = new Latencies();
    CpuTime before = program.cpu();
    for (int version : versions) {
      long begin = System.nanoTime();
      work.accept(version);
      latencies.record(System.nanoTime() - begin);
    }
    put(row, latencies.percentile(50));
    run.put(Sections.LARGE, row, program.cpu().minus(before).per(versions.size()));
  }

  private void put(String row, double median) {
    run.put(Sections.LARGE, row, Columns.MEDIAN, median);
    Run.say("%s: %.1f ms", row, median);
  }
}
