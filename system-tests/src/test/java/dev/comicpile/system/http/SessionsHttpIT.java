package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class SessionsHttpIT {

  @Test
  void withoutASessionTheCurrentOneIsWhatTheNextWouldStartAs(Api api) {
    for (String path : new String[] {"/api/session/current", "/api/sessions/current/"}) {
      Answer session = api.get(path).expect(200);
      assertThat(session.map())
          .containsEntry("id", null)
          .containsEntry("started_at", null)
          .containsEntry("start_die", 6)
          .containsEntry("current_die", 6)
          .containsEntry("ladder_path", "6")
          .containsEntry("active_thread", null)
          .containsEntry("has_restore_point", false)
          .containsEntry("snapshot_count", 0)
          .containsEntry("pending_thread_id", null);
      assertThat(session.header("ETag")).isEmpty();
    }
    assertThat(api.get("/api/session/current").header("Pile-Version")).isEqualTo("0");
  }

  @Test
  void aSessionIsStartedAndEndedOnce(Api api) {
    api.post("/api/session/end").problem(400);
    Answer started = api.post("/api/session/start", "{\"start_die\": 10}").expect(200);
    assertThat(started.number("start_die")).isEqualTo(10);
    assertThat(started.text("ladder_path")).isEqualTo("10");
    assertThat(started.json().path("ended_at").isNull()).isTrue();
    api.post("/api/session/start").problem(400);

    Answer ended = api.post("/api/session/end").expect(200);
    assertThat(ended.number("id")).isEqualTo(started.number("id"));
    assertThat(ended.text("ended_at")).endsWith("Z");
    assertThat(api.get("/api/sessions/" + ended.number("id")).expect(200).map())
        .isEqualTo(ended.map());
    assertThat(api.post("/api/session/start").expect(200).number("start_die")).isEqualTo(6);
    assertThat(api.post("/api/session/end").expect(200).number("id"))
        .isNotEqualTo(ended.number("id"));
    api.post("/api/session/start", "{\"start_die\": 7}").problem(400);
    api.post("/api/session/start", "{\"start_die\": \"x\"}").invalid("body.start_die");
  }

  @Test
  void sessionsAreListedNewestFirst(Api api) {
    for (int i = 0; i < 12; i++) {
      api.post("/api/session/start").expect(200);
      api.post("/api/session/end").expect(200);
    }
    Answer list = api.get("/api/sessions/").expect(200);
    assertThat(list.json().size()).isEqualTo(10);
    assertThat(list.number("0/id")).isGreaterThan(list.number("1/id"));
    assertThat(api.get("/api/session/history?limit=100").expect(200).json().size()).isEqualTo(12);
    assertThat(api.get("/api/sessions/?limit=1&offset=1").number("0/id"))
        .isEqualTo(list.number("1/id"));
    api.get("/api/sessions/?limit=0").invalid("query.limit");
  }

  @Test
  void restorePointsAreTheStartAndEachRatingNewestFirst(Api api) {
    api.add("Only", 9);
    api.post("/api/roll/").expect(200);
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
    long session = api.get("/api/session/current").number("id");

    Answer snapshots = api.get("/api/sessions/" + session + "/snapshots").expect(200);
    assertThat(snapshots.number("session_id")).isEqualTo(session);
    assertThat(snapshots.texts("snapshots", "description"))
        .containsExactly("After rating 4.5/5.0", "Session start");
    assertThat(snapshots.number("snapshots/0/session_id")).isEqualTo(session);
    Answer bare = api.get("/api/undo/" + session + "/snapshots").expect(200);
    assertThat(bare.number("0/event_id")).isEqualTo(snapshots.number("snapshots/0/id"));
  }

  @Test
  void somebodyElsesSessionIsNotFound(Api api, Api other) {
    long session = api.post("/api/session/start").expect(200).number("id");
    long snapshot = api.get("/api/sessions/" + session + "/snapshots").number("snapshots/0/id");

    other.get("/api/sessions/" + session).refused(404, "Session " + session + " not found");
    other.get("/api/sessions/" + session + "/details").problem(404);
    other.get("/api/sessions/" + session + "/snapshots").problem(404);
    other.get("/api/undo/" + session + "/snapshots").problem(404);
    other.post("/api/sessions/" + session + "/restore-session-start").problem(404);
    other.post("/api/undo/" + session + "/undo/" + snapshot).problem(404);
    api.get("/api/sessions/x").invalid("path.session_id");
    api.post("/api/undo/" + session + "/undo/999").problem(404);
  }
}
