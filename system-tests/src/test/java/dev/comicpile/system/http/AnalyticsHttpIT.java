package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class AnalyticsHttpIT {

  @Test
  void whatWasPlayedIsCountedUntilItIsUndoneAndAgainOnceItIsRedone(Api api) {
    Answer empty = api.get("/api/analytics/").expect(200);
    assertThat(empty.number("total_threads")).isZero();
    assertThat(empty.json().at("/event_stats").isEmpty()).isTrue();

    long hellboy = api.add("Hellboy", 1);
    api.add("Saga", 3);
    api.post("/api/roll/override", "{\"thread_id\": " + hellboy + "}").expect(200);
    Answer picked = api.get("/api/analytics/").expect(200);
    assertThat(picked.number("event_stats/roll")).isEqualTo(1);
    assertThat(picked.json().at("/recent_sessions/0/ended_at").isNull()).isTrue();

    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1, \"finish_session\": true}")
        .expect(200);
    Answer metrics = api.get("/api/analytics/metrics").expect(200);
    assertThat(metrics.header("Pile-Version")).isEqualTo("6");
    assertThat(metrics.header("ETag")).isEmpty();
    Answer rated = api.get("/api/analytics/").expect(200);
    assertThat(metrics.map()).hasSize(8);
    assertThat(rated.map()).containsAllEntriesOf(metrics.map());
    assertThat(rated.number("total_threads")).isEqualTo(2);
    assertThat(rated.number("active_threads")).isEqualTo(1);
    assertThat(rated.number("completed_threads")).isEqualTo(1);
    assertThat(rated.text("completion_rate")).isEqualTo("50.0");
    assertThat(rated.number("event_stats/rate")).isEqualTo(1);
    assertThat(rated.number("event_stats/session_end")).isEqualTo(1);
    assertThat(rated.texts("top_rated_threads", "title")).containsExactly("Hellboy");
    assertThat(rated.text("recent_sessions/0/ended_at")).endsWith("Z");
    assertThat(issuesReadThisYear(rated)).isEqualTo(1);

    api.post("/api/undo/").expect(200);
    Answer undone = api.get("/api/analytics/").expect(200);
    assertThat(undone.number("event_stats/undo")).isEqualTo(1);
    assertThat(withoutEventStats(undone)).isEqualTo(withoutEventStats(picked));
    assertThat(undone.json().at("/event_stats/rate").isMissingNode()).isTrue();

    api.post("/api/undo/redo").expect(200);
    Answer redone = api.get("/api/analytics/").expect(200);
    assertThat(redone.number("event_stats/rate")).isEqualTo(1);
    assertThat(withoutEventStats(redone)).isEqualTo(withoutEventStats(rated));
  }

  @Test
  void aRestoreTakesBackAllThatCameAfterIt(Api api) {
    api.add("Hellboy", 9);
    api.post("/api/roll/").expect(200);
    long session = api.get("/api/session/current").number("id");
    Answer before = api.get("/api/analytics/").expect(200);
    api.post("/api/rate/", "{\"rating\": 2.0, \"issues_read\": 2}").expect(200);
    api.add("Later", 1);

    api.post("/api/sessions/" + session + "/restore-session-start").expect(200);

    Answer restored = api.get("/api/analytics/").expect(200);
    assertThat(restored.number("total_threads")).isEqualTo(1);
    assertThat(restored.number("event_stats/restore")).isEqualTo(1);
    assertThat(restored.json().at("/event_stats/roll").isMissingNode()).isTrue();
    assertThat(issuesReadThisYear(restored)).isZero();
    assertThat(restored.json().at("/forecast")).isEqualTo(before.json().at("/forecast"));
  }

  @Test
  void anUnknownTimeZoneIsBadInput(Api api) {
    api.get("/api/analytics/?tz=Europe/Berlin").expect(200);
    api.get("/api/analytics/?tz=Europe/Atlantis").invalid("query.tz");
    api.get("/api/analytics/", "Authorization", "").problem(401);
  }

  private static long issuesReadThisYear(Answer analytics) {
    return analytics
        .json()
        .at("/issues_per_day")
        .valueStream()
        .mapToLong(day -> day.path("issues").asLong())
        .sum();
  }

  private static Map<String, Object> withoutEventStats(Answer analytics) {
    Map<String, Object> parts = new HashMap<>(analytics.map());
    parts.remove("event_stats");
    return parts;
  }
}
