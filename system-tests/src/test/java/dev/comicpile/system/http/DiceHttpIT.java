package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class DiceHttpIT {

  @Test
  void aRollPicksFromThePoolAndStartsASession(Api api) {
    Set<Long> pool = new HashSet<>();
    for (int i = 1; i <= 8; i++) {
      long id = api.add("Title " + i, 5);
      if (i <= 6) {
        pool.add(id);
      }
    }
    Answer poolView = api.get("/api/roll/pool").expect(200);
    assertThat(poolView.number("die_size")).isEqualTo(6);
    assertThat(poolView.number("pool_size")).isEqualTo(6);

    Answer roll = api.post("/api/roll/").expect(200);
    assertThat(roll.number("die_size")).isEqualTo(6);
    assertThat(roll.number("result")).isBetween(1L, 6L).isEqualTo(roll.number("queue_position"));
    assertThat(pool).contains(roll.number("thread_id"));
    assertThat(roll.number("offset")).isZero();
    assertThat(roll.number("snoozed_count")).isZero();
    assertThat(roll.text("title")).isEqualTo("Title " + roll.number("result"));

    Answer current = api.get("/api/roll/current").expect(200);
    assertThat(current.map()).containsAllEntriesOf(roll.map());
    assertThat(current.text("selection_method")).isEqualTo("random");
    assertThat(current.text("rolled_at")).endsWith("Z");

    Answer session = api.get("/api/session/current").expect(200);
    assertThat(session.number("pending_thread_id")).isEqualTo(roll.number("thread_id"));
    assertThat(session.number("active_thread/id")).isEqualTo(roll.number("thread_id"));
    assertThat(session.number("last_rolled_result")).isEqualTo(roll.number("result"));
    assertThat(session.number("snapshot_count")).isEqualTo(1);
    assertThat(session.json().path("has_restore_point").asBoolean()).isTrue();
  }

  @Test
  void whatIsMeantMayBeNamedAndAnythingElseIsA409(Api api) {
    long saga = api.add("Saga", 3);
    long bone = api.add("Bone", 3);
    api.post("/api/threads/" + saga + "/set-pending").expect(200);
    String other = "\"thread_id\": " + bone;
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1, " + other + "}").problem(409);
    api.post("/api/roll/mark-read", "{" + other + "}").problem(409);
    api.post("/api/snooze/", "{" + other + "}").problem(409);
    api.post("/api/undo/", "{\"version\": 1}").problem(409);

    String meant = "\"thread_id\": " + saga;
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1, " + meant + "}").expect(200);
    long rated = api.get("/api/undo/history").expect(200).json().get(0).get("version").asLong();
    api.post("/api/undo/", "{\"version\": " + rated + "}").expect(200);
    api.post("/api/undo/redo", "{\"version\": 1}").problem(409);
    api.post("/api/undo/redo", "{\"version\": " + rated + "}").expect(200);
  }

  @Test
  void aRollOverNothingSaysWhyAndStartsNoSession(Api api) {
    assertThat(api.post("/api/roll/").problem(400).text("detail")).contains("No active threads");
    assertThat(api.get("/api/session/current").expect(200).json().path("id").isNull()).isTrue();
    api.add("Only", 3);
    api.post("/api/roll/").expect(200);
    api.post("/api/snooze/").expect(200);
    assertThat(api.post("/api/roll/").problem(400).text("detail")).contains("snoozed");
    api.get("/api/roll/current").problem(404);
  }

  @Test
  void aGoodRatingStepsTheDieDownAndMovesTheThreadToTheFront(Api api) {
    api.add("First", 3);
    long second = api.add("Second", 3);
    api.post("/api/roll/override", "{\"thread_id\": %s}".formatted(second)).expect(200);

    Answer rated = api.post("/api/rate/", "{\"rating\": 4.0, \"issues_read\": 2}").expect(200);

    assertThat(rated.number("queue_position")).isEqualTo(1);
    assertThat(rated.number("issues_remaining")).isEqualTo(1);
    assertThat(rated.json().path("last_rating").asDouble()).isEqualTo(4.0);
    assertThat(rated.text("last_activity_at")).endsWith("Z");
    Answer session = api.get("/api/session/current").expect(200);
    assertThat(session.text("ladder_path")).isEqualTo("6 → 4");
    assertThat(session.number("current_die")).isEqualTo(4);
    assertThat(session.json().path("pending_thread_id").isNull()).isTrue();
    assertThat(session.number("active_thread/queue_position")).isEqualTo(1);
    assertThat(session.number("snapshot_count")).isEqualTo(2);
    assertThat(api.get("/api/queue/").texts("threads", "title")).containsExactly("Second", "First");
  }

  @Test
  void aPoorRatingStepsTheDieUpAndMovesTheThreadToTheBack(Api api) {
    long first = api.add("First", 3);
    api.add("Second", 3);
    api.post("/api/threads/" + first + "/set-pending").expect(200);

    Answer rated = api.post("/api/rate", "{\"rating\": 3.5, \"issues_read\": 1}").expect(200);

    assertThat(rated.number("queue_position")).isEqualTo(2);
    assertThat(api.get("/api/session/current").text("ladder_path")).isEqualTo("6 → 8");
  }

  @Test
  void aRatingOfTheLastIssueCompletesTheThread(Api api) {
    long only = api.add("Only", 1);
    api.post("/api/roll/").expect(200);
    Answer rated =
        api.post("/api/rate/", "{\"rating\": 5, \"issues_read\": 1, \"finish_session\": true}")
            .expect(200);

    assertThat(rated.text("status")).isEqualTo("completed");
    assertThat(rated.number("queue_position")).isZero();
    assertThat(api.get("/api/session/current").json().path("id").isNull()).isTrue();
    Answer ended = api.get("/api/sessions/").expect(200);
    assertThat(ended.text("0/ended_at")).endsWith("Z");
    assertThat(ended.number("0/active_thread/id")).isEqualTo(only);
    long session = ended.number("0/id");
    Answer details = api.get("/api/sessions/" + session + "/details").expect(200);
    assertThat(details.text("narrative_summary/read/0")).isEqualTo("Only (5.0/5.0)");
    assertThat(details.text("narrative_summary/completed/0")).isEqualTo("Only");
    assertThat(details.texts("events", "type"))
        .containsExactly("session_start", "roll", "rate", "session_end");
    assertThat(details.number("events/1/result")).isEqualTo(1);
    assertThat(details.number("events/1/die")).isEqualTo(6);
    assertThat(details.text("events/1/selection_method")).isEqualTo("random");
    assertThat(details.number("events/2/issues_read")).isEqualTo(1);
    assertThat(details.number("events/2/die_after")).isEqualTo(4);
    assertThat(details.json().at("/events/2/undone").asBoolean(true)).isFalse();
  }

  @Test
  void ratingNeedsAPickOfAnActiveSession(Api api) {
    long id = api.add("Only", 2);
    String rating = "{\"rating\": 4.5, \"issues_read\": 1}";
    api.post("/api/rate/", rating).refused(400, "No active session. Please roll the dice first.");
    api.post("/api/snooze/").refused(400, "No active session. Please roll the dice first.");
    api.post("/api/roll/mark-read").refused(400, "No active session. Please roll the dice first.");
    api.post("/api/session/start").expect(200);
    api.post("/api/rate/", rating).refused(400, "No active thread. Please roll the dice first.");
    api.post("/api/snooze/").refused(400, "No active thread. Please roll the dice first.");
    api.post("/api/roll/").expect(200);
    assertThat(
            api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 3}")
                .problem(400)
                .text("detail"))
        .contains("2");
    api.post("/api/rate/", rating).expect(200);
    api.post("/api/rate/", rating).refused(400, "No active thread. Please roll the dice first.");
    assertThat(api.get("/api/threads/" + id).number("issues_remaining")).isEqualTo(1);
  }

  @Test
  void aRatingOffTheScaleIsBadInput(Api api) {
    api.add("Only", 2);
    api.post("/api/roll/").expect(200);
    for (String rating : new String[] {"0", "5.5", "4.3", "-1", "\"4\"", "null", "1e400"}) {
      api.post("/api/rate/", "{\"rating\": %s, \"issues_read\": 1}".formatted(rating))
          .invalid("body.rating");
    }
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 0}").invalid("body.issues_read");
    api.post("/api/rate/").invalid("body.rating", "body.issues_read");
  }

  @Test
  void rollingAgainRecordsThePendingThreadAsSkipped(Api api) {
    api.add("Only", 2);
    api.post("/api/roll/").expect(200);
    api.post("/api/roll/").expect(200);

    long session = api.get("/api/session/current").number("id");
    Answer details = api.get("/api/sessions/" + session + "/details").expect(200);
    assertThat(details.texts("events", "type"))
        .containsExactly("session_start", "roll", "rolled_but_skipped", "roll");
    assertThat(details.text("narrative_summary/skipped/0")).isEqualTo("Only");
    assertThat(api.get("/api/undo/history").texts("", "type"))
        .containsExactly("roll", "roll", "add");
  }

  @Test
  void aSnoozedThreadKeepsItsPlaceButLeavesThePool(Api api) {
    long first = api.add("First", 3);
    api.add("Second", 3);
    api.post("/api/roll/override", "{\"thread_id\": %s}".formatted(first)).expect(200);

    Answer session = api.post("/api/snooze/").expect(200);
    assertThat(session.number("manual_die")).isEqualTo(8);
    assertThat(session.number("current_die")).isEqualTo(8);
    assertThat(session.number("snoozed_thread_ids/0")).isEqualTo(first);
    assertThat(session.text("snoozed_threads/0/title")).isEqualTo("First");
    assertThat(session.text("ladder_path")).isEqualTo("6");

    Answer queue = api.get("/api/queue/").expect(200);
    assertThat(queue.texts("threads", "title")).containsExactly("First", "Second");
    assertThat(queue.json().at("/threads/0/snoozed").asBoolean()).isTrue();
    assertThat(queue.json().at("/threads/0/in_pool").asBoolean()).isFalse();
    assertThat(queue.json().at("/threads/1/in_pool").asBoolean()).isTrue();
    assertThat(queue.number("pool_size")).isEqualTo(1);
    assertThat(queue.number("total")).isEqualTo(2);

    Answer roll = api.post("/api/roll/").expect(200);
    assertThat(roll.text("title")).isEqualTo("Second");
    assertThat(roll.number("result")).isEqualTo(1);
    assertThat(roll.number("offset")).isEqualTo(1);
    assertThat(roll.number("snoozed_count")).isEqualTo(1);

    Answer unsnoozed = api.post("/api/snooze/" + first + "/unsnooze").expect(200);
    assertThat(unsnoozed.json().path("snoozed_thread_ids").size()).isZero();
    Answer again = api.post("/api/snooze/" + first + "/unsnooze").expect(200);
    assertThat(again.header("Pile-Version")).isEqualTo(unsnoozed.header("Pile-Version"));
    assertThat(api.delete("/api/snooze/").expect(200).map()).isEqualTo(again.map());
    api.post("/api/snooze/987654321/unsnooze").problem(404);
  }

  @Test
  void overridingToASnoozedThreadUnsnoozesIt(Api api) {
    long only = api.add("Only", 3);
    api.post("/api/roll/").expect(200);
    api.post("/api/snooze/").expect(200);
    Answer override =
        api.post("/api/roll/override", "{\"thread_id\": %s}".formatted(only)).expect(200);

    assertThat(override.number("result")).isZero();
    assertThat(override.number("die_size")).isEqualTo(8);
    assertThat(api.get("/api/session/current").json().path("snoozed_thread_ids").size()).isZero();
    assertThat(api.get("/api/roll/current").text("selection_method")).isEqualTo("override");
  }

  @Test
  void theManualDieGoesBeforeTheLaddersUntilARating(Api api) {
    api.add("Only", 30);
    Answer set = api.post("/api/roll/set-die?die=20").expect(200);
    assertThat(set.body()).isEqualTo("d20");
    assertThat(set.header("Content-Type")).startsWith("text/plain");
    assertThat(api.get("/api/session/current").number("manual_die")).isEqualTo(20);
    assertThat(api.post("/api/roll/clear-manual-die").expect(200).body()).isEqualTo("d6");
    api.post("/api/roll/set-die?die=20").expect(200);
    assertThat(api.post("/api/roll/").number("die_size")).isEqualTo(20);
    api.post("/api/rate/", "{\"rating\": 2.0, \"issues_read\": 1}").expect(200);
    assertThat(api.get("/api/session/current").text("ladder_path")).isEqualTo("6 → 20");
    assertThat(api.get("/api/session/current").json().path("manual_die").isNull()).isTrue();

    assertThat(api.post("/api/roll/set-die?die=7").problem(400).text("detail"))
        .contains("d4, d6, d8, d10, d12, d20");
    api.post("/api/roll/set-die?die=abc").invalid("query.die");
    api.post("/api/roll/set-die").invalid("query.die");
  }

  @Test
  void markReadMovesNothing(Api api) {
    long first = api.add("First", 3);
    api.add("Second", 3);
    api.post("/api/threads/" + first + "/set-pending/").expect(200);
    Answer read = api.post("/api/roll/mark-read").expect(200);

    assertThat(read.number("issues_remaining")).isEqualTo(2);
    assertThat(read.number("queue_position")).isEqualTo(1);
    assertThat(api.get("/api/session/current").text("ladder_path")).isEqualTo("6");
    api.get("/api/roll/current").problem(404);
    api.post("/api/threads/" + first + "/set-pending").expect(200);
    api.post("/api/roll/mark-read", "{\"issues_read\": 5}").problem(400);
    api.post("/api/roll/mark-read", "{\"issues_read\": 0}").invalid("body.issues_read");
    assertThat(api.post("/api/roll/mark-read", "{\"issues_read\": 2}").expect(200).text("status"))
        .isEqualTo("completed");
    Answer pending = api.post("/api/threads/" + first + "/set-pending").problem(400);
    assertThat(pending.text("detail")).contains("completed");
  }

  @Test
  void deletingThePendingThreadLeavesNothingPending(Api api) {
    long only = api.add("Only", 3);
    api.post("/api/roll/").expect(200);
    api.delete("/api/threads/" + only).expect(204);

    Answer session = api.get("/api/session/current").expect(200);
    assertThat(session.json().path("pending_thread_id").isNull()).isTrue();
    assertThat(session.json().path("active_thread").isNull()).isTrue();
    api.post("/api/rate/", "{\"rating\": 4.0, \"issues_read\": 1}")
        .refused(400, "No active thread. Please roll the dice first.");
  }
}
