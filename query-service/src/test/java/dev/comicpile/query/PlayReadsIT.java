package dev.comicpile.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.testing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reads of the queue, the dice, sessions and undo. */
class PlayReadsIT extends QueryTest {

  private final TestPile pile = new TestPile();

  private long add(String title, int issues) {
    pile.send(
        new AddThread(
            pile.id(), new Title(title), new Format("Comic"), new Issues(issues), null, false));
    return Collections.max(pile.pile().contents().threads().keySet()).number();
  }

  private void choose(long threadId) {
    pile.send(new ChooseThread(pile.id(), new ThreadId(threadId), SelectionMethod.OVERRIDE));
  }

  private long sessionId() {
    return Collections.max(pile.pile().contents().sessions().keySet()).number();
  }

  @Test
  void theQueueTellsThePoolAndTheSnoozedThreads() {
    long first = add("A", 3);
    for (String title : List.of("B", "C", "D", "E", "F", "G", "H", "I", "J")) {
      add(title, 3);
    }
    choose(first);
    pile.send(new SnoozeThread(pile.id(), null));
    store(pile);

    JsonNode queue = get(pile, "/api/queue/").json();

    assertThat(queue.propertyNames()).containsExactly("die_size", "pool_size", "total", "threads");
    assertThat(queue.get("die_size").asInt()).isEqualTo(8);
    assertThat(queue.get("pool_size").asInt()).isEqualTo(8);
    assertThat(queue.get("total").asInt()).isEqualTo(10);
    JsonNode snoozed = queue.at("/threads/0");
    assertThat(snoozed.get("title").asString()).isEqualTo("A");
    assertThat(snoozed.get("queue_position").asInt()).isEqualTo(1);
    assertThat(snoozed.get("snoozed").asBoolean()).isTrue();
    assertThat(snoozed.get("in_pool").asBoolean()).isFalse();
    assertThat(queue.at("/threads/8/in_pool").asBoolean()).isTrue();
    assertThat(queue.at("/threads/9/in_pool").asBoolean()).isFalse();

    JsonNode part = get(pile, "/api/queue?limit=2&offset=8").json();
    assertThat(part.get("total").asInt()).isEqualTo(10);
    assertThat(part.get("pool_size").asInt()).isEqualTo(8);
    assertThat(part.get("threads").findValuesAsString("in_pool")).containsExactly("true", "false");

    JsonNode pool = get(pile, "/api/roll/pool").json();
    assertThat(pool.get("die_size").asInt()).isEqualTo(8);
    assertThat(pool.get("threads").findValuesAsString("title"))
        .containsExactly("B", "C", "D", "E", "F", "G", "H", "I");
  }

  @Test
  void anEmptyPileHasAnEmptyQueueAndPool() {
    JsonNode queue = get(pile, "/api/queue").json();
    assertThat(queue.toString())
        .isEqualTo("{\"die_size\":6,\"pool_size\":0,\"total\":0,\"threads\":[]}");
    assertThat(get(pile, "/api/roll/pool").json().toString())
        .isEqualTo("{\"die_size\":6,\"pool_size\":0,\"threads\":[]}");
    Answer roll = get(pile, "/api/roll/current");
    assertThat(roll.status()).isEqualTo(404);
    assertThat(roll.json().get("detail").asString())
        .isEqualTo("No pending thread. Please roll the dice first.");
    assertThat(get(pile, "/api/undo/history").json()).isEmpty();
    assertThat(get(pile, "/api/sessions").json()).isEmpty();
  }

  @Test
  void thePendingPickIsAnsweredWithTheRollsFields() {
    add("A", 3);
    add("B", 3);
    pile.send(new RollDie(pile.id()));
    store(pile);
    SessionFacts.Pick pick =
        Objects.requireNonNull(pile.pile().contents().openSession().orElseThrow().pick());

    JsonNode roll = get(pile, "/api/roll/current").json();

    assertThat(roll.propertyNames())
        .containsExactly(
            "thread_id",
            "title",
            "format",
            "issues_remaining",
            "queue_position",
            "die_size",
            "result",
            "offset",
            "snoozed_count",
            "rolled_at",
            "selection_method");
    assertThat(roll.get("thread_id").asLong()).isEqualTo(pick.threadId().number());
    assertThat(roll.get("result").asInt()).isEqualTo(pick.result());
    assertThat(roll.get("selection_method").asString()).isEqualTo("random");
    assertThat(Instant.parse(roll.get("rolled_at").asString())).isEqualTo(pick.at());

    pile.send(new MarkRead(pile.id(), new Issues(1), null));
    store(pile);
    assertThat(get(pile, "/api/roll/current").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/session/current", "/api/sessions/current/"})
  void withoutASessionTheNextOneIsToldAndNothingIsWritten(String path) {
    Answer answer = get(pile, path);

    assertThat(answer.status()).isEqualTo(200);
    JsonNode session = answer.json();
    assertThat(session.get("id").isNull()).isTrue();
    assertThat(session.get("start_die").asInt()).isEqualTo(6);
    assertThat(session.get("current_die").asInt()).isEqualTo(6);
    assertThat(session.get("has_restore_point").asBoolean()).isFalse();
    assertThat(session.get("user_id").asLong()).isEqualTo(pile.id().number());
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(answer.header("Pile-Version")).isEqualTo("0");
  }

  @Test
  void theCurrentSessionIsToldWithAllItsFields() {
    long a = add("A", 3);
    long b = add("B", 3);
    choose(a);
    pile.send(new RateThread(pile.id(), new Rating(4.0), new Issues(1), false, null));
    choose(a);
    pile.send(new SnoozeThread(pile.id(), null));
    choose(b);
    store(pile);

    JsonNode session = get(pile, "/api/session/current").json();

    assertThat(session.propertyNames())
        .contains(
            "id",
            "started_at",
            "ended_at",
            "start_die",
            "manual_die",
            "user_id",
            "ladder_path",
            "active_thread",
            "current_die",
            "last_rolled_result",
            "has_restore_point",
            "snapshot_count",
            "snoozed_thread_ids",
            "snoozed_threads",
            "pending_thread_id");
    assertThat(session.get("ladder_path").asString()).isEqualTo("6 → 4");
    assertThat(session.get("manual_die").asInt()).isEqualTo(6);
    assertThat(session.get("snapshot_count").asInt()).isEqualTo(2);
    assertThat(session.get("snoozed_threads").toString())
        .isEqualTo("[{\"id\":" + a + ",\"title\":\"A\"}]");
    assertThat(session.get("pending_thread_id").asLong()).isEqualTo(b);
    assertThat(session.at("/active_thread/queue_position").asInt()).isEqualTo(2);
    assertThat(session.at("/active_thread/last_rolled_result").asInt()).isZero();

    pile.send(new DeleteThread(pile.id(), new ThreadId(b)));
    store(pile);
    JsonNode without = get(pile, "/api/session/current").json();
    assertThat(without.get("active_thread").isNull()).isTrue();
    assertThat(without.get("pending_thread_id").isNull()).isTrue();
  }

  @Test
  void anIdleSessionReadsAsEndedAtItsLastActivity() {
    pile.at(Instant.now().minus(Duration.ofHours(7)).truncatedTo(ChronoUnit.MILLIS));
    choose(add("A", 3));
    store(pile);
    SessionFacts idle = pile.pile().contents().openSession().orElseThrow();

    long pending = idle.pendingPick().orElseThrow().threadId().number();
    JsonNode next = get(pile, "/api/session/current").json();
    assertThat(next.get("id").isNull()).isTrue();
    assertThat(next.get("has_restore_point").asBoolean()).isFalse();
    assertThat(next.get("pending_thread_id").asLong()).isEqualTo(pending);
    assertThat(next.at("/active_thread/id").asLong()).isEqualTo(pending);
    Answer answer = get(pile, "/api/sessions/" + idle.id());
    assertThat(Instant.parse(answer.json().get("ended_at").asString()))
        .isEqualTo(idle.lastActivityAt());
    assertThat(answer.json().get("pending_thread_id").isNull()).isTrue();
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(get(pile, "/api/roll/current").json().get("thread_id").asLong()).isEqualTo(pending);
    assertThat(get(pile, "/api/roll/pool").json().get("die_size").asInt()).isEqualTo(6);
    assertThat(
            Instant.parse(
                get(pile, "/api/sessions/" + idle.id() + "/details")
                    .json()
                    .get("ended_at")
                    .asString()))
        .isEqualTo(idle.lastActivityAt());
  }

  @Test
  void sessionsAreListedNewestFirst() {
    for (int i = 0; i < 12; i++) {
      pile.send(new StartSession(pile.id(), null));
      pile.pass(Duration.ofMinutes(1));
      pile.send(new EndSession(pile.id()));
    }
    store(pile);
    List<Long> ids =
        pile.pile().contents().sessions().keySet().stream()
            .map(SessionId::number)
            .sorted(Collections.reverseOrder())
            .toList();

    Answer ended = get(pile, "/api/sessions/");
    assertThat(ids(ended.json())).isEqualTo(ids.subList(0, 10));
    assertThat(ended.header("ETag")).isNotEmpty();
    assertThat(ids(get(pile, "/api/session/history?limit=5&offset=9").json()))
        .isEqualTo(ids.subList(9, 12));

    pile.send(new StartSession(pile.id(), null));
    store(pile);
    Answer open = get(pile, "/api/sessions");
    assertThat(open.json().at("/0/ended_at").isNull()).isTrue();
    assertThat(open.header("ETag")).isEmpty();
    assertThat(get(pile, "/api/sessions/" + sessionId()).header("ETag")).isEmpty();
    assertThat(get(pile, "/api/sessions/" + ids.get(3)).header("ETag")).isNotEmpty();
  }

  private static List<Long> ids(JsonNode sessions) {
    return sessions.valueStream().map(session -> session.get("id").asLong()).toList();
  }

  @Test
  void aSessionWhoseStartIsUndoneIsLeftOutOfListsAndStaysReadable() {
    pile.send(new StartSession(pile.id(), 8));
    store(pile);
    long id = sessionId();
    pile.send(new UndoAction(pile.id(), null));
    store(pile);

    assertThat(get(pile, "/api/sessions").json()).isEmpty();
    Answer answer = get(pile, "/api/sessions/" + id);
    assertThat(answer.json().get("undone").asBoolean()).isTrue();
    assertThat(answer.json().get("ended_at").isNull()).isFalse();
    assertThat(get(pile, "/api/session/current").json().get("id").isNull()).isTrue();
    assertThat(get(pile, "/api/sessions/" + id + "/details").status()).isEqualTo(200);
  }

  @Test
  void theDetailsTellTheSessionFromItsStart() {
    long a = add("A", 1);
    long b = add("B", 5);
    choose(a);
    choose(b);
    pile.send(new RateThread(pile.id(), new Rating(3.5), new Issues(2), false, null));
    choose(a);
    pile.send(new MarkRead(pile.id(), new Issues(1), null));
    choose(b);
    pile.send(new RateThread(pile.id(), new Rating(5.0), new Issues(1), false, null));
    pile.send(new UndoAction(pile.id(), null));
    pile.send(new SetDie(pile.id(), 20));
    store(pile);

    JsonNode details = get(pile, "/api/sessions/" + sessionId() + "/details").json();

    assertThat(details.propertyNames())
        .containsExactly(
            "session_id",
            "started_at",
            "ended_at",
            "start_die",
            "ladder_path",
            "narrative_summary",
            "current_die",
            "events");
    assertThat(details.get("narrative_summary").toString())
        .isEqualTo("{\"read\":[\"B (3.5/5.0)\",\"A\"],\"skipped\":[\"A\"],\"completed\":[\"A\"]}");
    assertThat(details.get("ladder_path").asString()).isEqualTo("6 → 8");
    assertThat(details.get("current_die").asInt()).isEqualTo(20);
    assertThat(details.get("events").findValuesAsString("type"))
        .containsExactly(
            "session_start",
            "roll",
            "rolled_but_skipped",
            "roll",
            "rate",
            "roll",
            "read",
            "roll",
            "rate",
            "undo",
            "set_die");
    assertThat(details.at("/events/10/die").asInt()).isEqualTo(20);
    JsonNode taken = details.at("/events/8");
    assertThat(taken.propertyNames())
        .contains(
            "id",
            "type",
            "timestamp",
            "thread_title",
            "die",
            "result",
            "selection_method",
            "rating",
            "issues_read",
            "queue_move",
            "die_after",
            "undone");
    assertThat(taken.get("undone").asBoolean()).isTrue();
    assertThat(details.at("/events/1/selection_method").asString()).isEqualTo("override");
  }

  @Test
  void restorePointsAreListedNewestFirst() {
    choose(add("A", 9));
    pile.send(new RateThread(pile.id(), new Rating(4.5), new Issues(1), false, null));
    store(pile);

    JsonNode snapshots = get(pile, "/api/sessions/" + sessionId() + "/snapshots").json();
    assertThat(snapshots.get("session_id").asLong()).isEqualTo(sessionId());
    assertThat(snapshots.get("snapshots").findValuesAsString("description"))
        .containsExactly("After rating 4.5/5.0", "Session start");
    assertThat(snapshots.get("snapshots").findValuesAsString("id")).containsExactly("4", "2");

    JsonNode bare = get(pile, "/api/undo/" + sessionId() + "/snapshots").json();
    assertThat(bare.findValuesAsString("event_id")).containsExactly("4", "2");
    assertThat(bare.at("/0").propertyNames())
        .contains("id", "event_id", "session_id", "created_at", "description");

    pile.send(new UndoAction(pile.id(), null));
    store(pile);
    assertThat(
            get(pile, "/api/undo/" + sessionId() + "/snapshots")
                .json()
                .findValuesAsString("undone"))
        .containsExactly("true", "false");
  }

  @Test
  void actionsAreListedNewestFirst() {
    long a = add("A", 9);
    choose(a);
    pile.send(new RateThread(pile.id(), new Rating(4.5), new Issues(1), true, null));
    pile.send(new UndoAction(pile.id(), null));
    store(pile);

    Answer answer = get(pile, "/api/undo/history");

    JsonNode actions = answer.json();
    assertThat(actions.findValuesAsString("type")).containsExactly("undo", "rate", "roll", "add");
    assertThat(answer.texts("", "version")).containsExactly("6", "5", "3", "1");
    assertThat(actions.findValuesAsString("undone"))
        .containsExactly("false", "true", "false", "false");
    assertThat(actions.at("/1").propertyNames())
        .containsExactly(
            "version",
            "type",
            "description",
            "at",
            "session_id",
            "thread_id",
            "thread_title",
            "undone",
            "values");
    assertThat(actions.at("/0/values/version").asLong()).isEqualTo(5);
    assertThat(actions.at("/1/description").asString()).isEqualTo("Rated A 4.5/5.0 after 1 issue");
    assertThat(actions.at("/1/thread_id").asLong()).isEqualTo(a);
    assertThat(answer.header("ETag")).isNotEmpty();
    assertThat(get(pile, "/api/undo/history?limit=1&offset=3").json().findValuesAsString("type"))
        .containsExactly("add");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/sessions/%d",
        "/api/sessions/%d/details",
        "/api/sessions/%d/snapshots",
        "/api/undo/%d/snapshots"
      })
  void anotherReadersSessionIsNotFound(String path) {
    pile.send(new StartSession(pile.id(), null));
    store(pile);
    assertThat(get(pile, path.formatted(sessionId())).status()).isEqualTo(200);

    Answer answer = get(new TestPile(), path.formatted(sessionId()));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asString())
        .isEqualTo("Session " + sessionId() + " not found");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/queue?limit=0, query.limit",
    "/api/queue?offset=-5, query.offset",
    "/api/sessions?limit=101, query.limit",
    "/api/session/history?limit=x, query.limit",
    "/api/sessions/x, path.session_id",
    "/api/sessions/x/details, path.session_id",
    "/api/sessions/x/snapshots, path.session_id",
    "/api/undo/x/snapshots, path.session_id",
    "/api/undo/history?limit=-1, query.limit",
    "/api/undo/history?offset=99999999999, query.offset"
  })
  void badInputIsNamed(String path, String field) {
    Answer answer = get(pile, path);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
  }
}
