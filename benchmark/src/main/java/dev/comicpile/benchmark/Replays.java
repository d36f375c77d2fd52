package dev.comicpile.benchmark;

import dev.comicpile.benchmark.floor.BareCopies;
import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.program.Pause;
import dev.comicpile.benchmark.program.Program;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** The rebuilding of each view, against the insertion of the rows that came of it. */
final class Replays {

  private static final int LOOK_MILLIS = 100;

  private Replays() {}

  static void measure(Run run, Program program, Reader admin) {
    for (JsonNode view : admin.get("/api/admin/projections").json()) {
      String name = view.get("name").asString();
      admin.post("/api/admin/projections/" + name + "/replay", "");
      JsonNode replay = awaitEnd(admin, name);
      double seconds =
          Duration.between(time(replay, "started_at"), time(replay, "finished_at")).toMillis()
              / 1e3;
      BareCopies.Copied copied = BareCopies.of(program.database(), name);
      run.put(Sections.REPLAY, name, Columns.SECONDS, seconds);
      run.put(
          Sections.REPLAY,
          name,
          Columns.PER_SECOND,
          replay.get("events_total").asDouble() / seconds);
      run.put(Sections.REPLAY, name, Columns.ROWS, copied.rows());
      run.put(
          Sections.REPLAY, name, Columns.BARE_ROWS_PER_SECOND, copied.rows() / copied.seconds());
      run.put(Sections.REPLAY, name, Columns.OF_BARE, copied.seconds() / seconds);
      Run.say("replay of %s: %.1f s, bare %.1f s", name, seconds, copied.seconds());
    }
  }

  private static JsonNode awaitEnd(Reader admin, String name) {
    while (true) {
      for (JsonNode view : admin.get("/api/admin/projections").json()) {
        JsonNode replay = view.get("replay");
        if (view.get("name").asString().equals(name)
            && !replay.isNull()
            && !replay.get("finished_at").isNull()) {
          return replay;
        }
      }
      Pause.millis(LOOK_MILLIS);
    }
  }

  private static Instant time(JsonNode replay, String field) {
    return Instant.parse(replay.get(field).asString());
  }
}
