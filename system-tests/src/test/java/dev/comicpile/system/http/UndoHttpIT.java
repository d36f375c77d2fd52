package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class UndoHttpIT {

  @Test
  void everyActionIsTakenBackOneByOneAndBroughtBackOneByOne(Api api) {
    List<Map<String, Object>> states = new ArrayList<>();
    states.add(state(api));
    play(api, states);

    for (int i = states.size() - 2; i >= 0; i--) {
      api.post("/api/undo/").expect(200);
      assertThat(state(api)).as("after undoing step %s", i + 1).isEqualTo(states.get(i));
    }
    api.post("/api/undo/").refused(400, "Nothing to undo");
    for (int i = 1; i < states.size(); i++) {
      api.post("/api/undo/redo").expect(200);
      assertThat(state(api)).as("after redoing step %s", i).isEqualTo(states.get(i));
    }
    api.post("/api/undo/redo").refused(400, "Nothing to redo");
  }

  @Test
  void anUndoAnswersWhatItTookBack(Api api) {
    long id = api.add("Hellboy", 3);
    api.post("/api/roll/").expect(200);
    Answer rated = api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);

    Answer undone = api.post("/api/undo/").expect(200);
    assertThat(undone.text("undone/0/type")).isEqualTo("rate");
    assertThat(undone.text("undone/0/version")).isEqualTo(rated.header("Pile-Version"));
    assertThat(undone.number("undone/0/thread_id")).isEqualTo(id);
    assertThat(undone.text("undone/0/thread_title")).isEqualTo("Hellboy");
    assertThat(undone.text("undone/0/description")).contains("Hellboy").contains("4.5");
    assertThat(undone.json().at("/undone/0/undone").asBoolean()).isTrue();
    assertThat(undone.text("version")).isEqualTo(undone.header("Pile-Version"));
    assertThat(undone.number("session/pending_thread_id")).isEqualTo(id);

    Answer redone = api.post("/api/undo/redo/").expect(200);
    assertThat(redone.text("redone/0/type")).isEqualTo("rate");
    assertThat(redone.json().at("/redone/0/undone").asBoolean(true)).isFalse();
    assertThat(redone.json().at("/session/pending_thread_id").isNull()).isTrue();
  }

  @Test
  void aNewActionEndsRedo(Api api) {
    api.add("A", 1);
    api.post("/api/undo/").expect(200);
    api.add("B", 1);
    api.post("/api/undo/redo").refused(400, "Nothing to redo");
    assertThat(api.get("/api/undo/history").expect(200).texts("", "undone"))
        .containsExactly("false", "false", "true");
    assertThat(api.get("/api/undo/history").texts("", "type"))
        .containsExactly("add", "undo", "add");
  }

  @Test
  void anUndoneSessionLeavesTheListsButStaysReadable(Api api) {
    api.add("A", 5);
    api.post("/api/roll/").expect(200);
    long session = api.get("/api/session/current").number("id");
    api.post("/api/undo/").expect(200);

    assertThat(api.get("/api/sessions/").json().size()).isZero();
    assertThat(api.get("/api/session/current").json().path("id").isNull()).isTrue();
    Answer undone = api.get("/api/sessions/" + session).expect(200);
    assertThat(undone.json().path("undone").asBoolean()).isTrue();
    Answer details = api.get("/api/sessions/" + session + "/details").expect(200);
    assertThat(details.texts("events", "type")).containsExactly("session_start", "roll", "undo");
    assertThat(details.texts("events", "undone")).containsExactly("true", "true", "false");
  }

  @Test
  void restoringASessionStartKeepsTheSessionOpenWithNothingPicked(Api api) {
    api.add("A", 5);
    api.add("B", 5);
    api.post("/api/roll/").expect(200);
    api.post("/api/rate/", "{\"rating\": 2.0, \"issues_read\": 1}").expect(200);
    long later = api.add("Later", 1);
    Map<String, Object> before = state(api);
    long session = api.get("/api/session/current").number("id");
    Answer points = api.get("/api/sessions/" + session + "/snapshots").expect(200);

    Answer restored = api.post("/api/sessions/" + session + "/restore-session-start").expect(200);
    assertThat(restored.number("id")).isEqualTo(session);
    assertThat(restored.text("ladder_path")).isEqualTo("6");
    assertThat(restored.json().path("active_thread").isNull()).isTrue();
    assertThat(restored.number("snapshot_count")).isEqualTo(1);
    assertThat(api.get("/api/queue/").texts("threads", "title")).containsExactly("A", "B");
    api.get("/api/threads/" + later).problem(404);
    api.post("/api/undo/redo").refused(400, "Nothing to redo");

    long afterRating = points.number("snapshots/0/id");
    Answer forward = api.post("/api/undo/" + session + "/undo/" + afterRating).expect(200);
    assertThat(forward.text("ladder_path")).isEqualTo("6 → 8");
    api.get("/api/threads/" + later).problem(404);

    assertThat(api.post("/api/undo/").expect(200).text("undone/0/type")).isEqualTo("restore");
    assertThat(api.post("/api/undo/").expect(200).text("undone/0/type")).isEqualTo("restore");
    assertThat(state(api)).isEqualTo(before);
  }

  @Test
  void aDeletedThreadComesBackUnderItsIdAndInItsPlace(Api api) {
    api.add("A", 1);
    long b = api.add("B", 1);
    api.add("C", 1);
    Map<String, Object> thread = api.get("/api/threads/" + b).map();
    api.delete("/api/threads/" + b).expect(204);
    api.post("/api/undo/").expect(200);

    assertThat(api.get("/api/threads/" + b).expect(200).map()).isEqualTo(thread);
    assertThat(api.get("/api/threads/" + b + "/history").texts("", "type"))
        .containsExactly("add", "delete", "undo");
  }

  private static void play(Api api, List<Map<String, Object>> states) {
    List<Runnable> steps =
        List.of(
            () -> api.add("A", 2),
            () -> api.add("B", 1),
            () -> api.add("C", 9),
            () -> api.post("/api/roll/").expect(200),
            () -> api.post("/api/rate/", "{\"rating\": 4.0, \"issues_read\": 1}").expect(200),
            () -> api.post("/api/roll/").expect(200),
            () -> api.post("/api/snooze/").expect(200),
            () -> api.post("/api/roll/").expect(200),
            () -> api.post("/api/roll/").expect(200),
            () -> api.post("/api/roll/mark-read").expect(200),
            () -> api.delete("/api/snooze/").expect(200),
            () -> api.post("/api/roll/set-die?die=12").expect(200),
            () -> api.post("/api/roll/clear-manual-die").expect(200),
            () -> api.put("/api/threads/" + firstId(api), "{\"notes\": \"x\"}").expect(200),
            () -> api.put("/api/queue/threads/" + firstId(api) + "/back/", null).expect(200),
            () -> api.post("/api/session/end").expect(200),
            () -> api.delete("/api/threads/" + firstId(api)).expect(204),
            () -> api.post("/api/roll/").expect(200),
            () -> api.delete("/api/queue/").expect(200));
    for (Runnable step : steps) {
      step.run();
      states.add(state(api));
    }
  }

  private static long firstId(Api api) {
    return api.get("/api/threads/").number("0/id");
  }

  /** All a reader sees of the pile at one moment. */
  private static Map<String, Object> state(Api api) {
    return Map.of(
        "threads", api.get("/api/threads/").expect(200).body(),
        "queue", api.get("/api/queue/").expect(200).body(),
        "pool", api.get("/api/roll/pool").expect(200).body(),
        "session", api.get("/api/session/current").expect(200).body(),
        "sessions", api.get("/api/sessions/").expect(200).body(),
        "pending", api.get("/api/roll/current").status());
  }
}
