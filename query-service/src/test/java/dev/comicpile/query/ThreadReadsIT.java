package dev.comicpile.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.testing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ThreadReadsIT extends QueryTest {

  private final TestPile pile = new TestPile();

  private long add(String title, int issues) {
    pile.send(
        new AddThread(
            pile.id(), new Title(title), new Format("Comic"), new Issues(issues), null, false));
    return Collections.max(pile.pile().contents().threads().keySet()).number();
  }

  private static List<String> titles(JsonNode threads) {
    return threads.findValuesAsString("title");
  }

  @Test
  void aThreadIsAnsweredWithAllItsFields() {
    pile.send(
        new AddThread(
            pile.id(),
            new Title("Hellboy Omnibus"),
            new Format("Omnibus"),
            new Issues(7),
            new Notes("big"),
            true));
    store(pile);
    ThreadId id = pile.pile().contents().threads().keySet().iterator().next();

    Answer answer = get(pile, "/api/threads/" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Pile-Version")).isEqualTo("1");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    JsonNode thread = answer.json();
    assertThat(thread.propertyNames())
        .containsExactly(
            "id",
            "title",
            "format",
            "issues_remaining",
            "queue_position",
            "status",
            "last_rating",
            "last_activity_at",
            "review_url",
            "last_review_at",
            "notes",
            "is_test",
            "created_at");
    assertThat(thread.get("id").asLong()).isEqualTo(id.number());
    assertThat(thread.get("title").asString()).isEqualTo("Hellboy Omnibus");
    assertThat(thread.get("issues_remaining").asInt()).isEqualTo(7);
    assertThat(thread.get("queue_position").asInt()).isEqualTo(1);
    assertThat(thread.get("status").asString()).isEqualTo("active");
    assertThat(thread.get("is_test").asBoolean()).isTrue();
    assertThat(thread.get("last_rating").isNull()).isTrue();
    assertThat(Instant.parse(thread.get("created_at").asString()))
        .isEqualTo(pile.pile().contents().thread(id).orElseThrow().createdAt());
  }

  @Test
  void theListHoldsTheQueueInOrderAndThenTheCompletedThreads() {
    add("A", 1);
    add("done", 0);
    add("B", 1);
    long last = add("C", 1);
    pile.send(new MoveThread(pile.id(), new ThreadId(last), 1));
    store(pile);

    assertThat(titles(get(pile, "/api/threads/").json())).containsExactly("C", "A", "B", "done");
    assertThat(get(pile, "/api/threads").json().findValuesAsString("queue_position"))
        .containsExactly("1", "2", "3", "0");
    assertThat(titles(get(pile, "/api/threads?limit=2&offset=1").json())).containsExactly("A", "B");
    assertThat(titles(get(pile, "/api/threads/active").json())).containsExactly("C", "A", "B");
    assertThat(titles(get(pile, "/api/threads/active/?limit=1&offset=2").json()))
        .containsExactly("B");
    assertThat(titles(get(pile, "/api/threads/completed").json())).containsExactly("done");
  }

  @Test
  void theWholeListIsGivenWhereNoLimitIs() {
    pile.send(
        new ImportThreads(
            pile.id(),
            Collections.nCopies(
                230,
                new ImportThreads.Row(new Title("Many"), new Format("Trade"), new Issues(2)))));
    store(pile);

    assertThat(get(pile, "/api/threads/").json()).hasSize(230);
    assertThat(get(pile, "/api/queue/").json().get("threads")).hasSize(230);
    assertThat(get(pile, "/api/threads/active").json()).hasSize(50);
  }

  @Test
  void aVeryLongListIsWhatItsPartsAre() {
    List<ImportThreads.Row> rows = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      rows.add(
          new ImportThreads.Row(
              new Title("é" + i + "x".repeat(190)), new Format("Trade"), new Issues(i % 40)));
    }
    pile.send(new ImportThreads(pile.id(), rows));
    pile.send(new RollDie(pile.id()));
    pile.send(new SnoozeThread(pile.id(), null));
    store(pile);

    Answer threads = get(pile, "/api/threads/");
    assertThat(threads.header("Content-Type")).isEqualTo("application/json");
    assertThat(threads.json().values()).isEqualTo(parts("/api/threads", JsonNode::values));
    Answer part = get(pile, "/api/threads?limit=1");
    assertThat(threads.header("ETag")).isNotEmpty().isEqualTo(part.header("ETag"));
    assertThat(get(pile.id(), "/api/threads", "If-None-Match", part.header("ETag")).status())
        .isEqualTo(304);

    Answer queue = get(pile, "/api/queue/");
    assertThat(queue.header("Content-Type")).isEqualTo("application/json");
    assertThat(queue.json().get("threads").values())
        .hasSize(3_900)
        .isEqualTo(parts("/api/queue", json -> json.get("threads").values()));
    ObjectNode head = (ObjectNode) queue.json();
    head.remove("threads");
    ObjectNode headOfPart = (ObjectNode) get(pile, "/api/queue?limit=5").json();
    headOfPart.remove("threads");
    assertThat(head.toString()).isEqualTo(headOfPart.toString());
  }

  private List<JsonNode> parts(String path, Function<JsonNode, Collection<JsonNode>> threads) {
    List<JsonNode> all = new ArrayList<>();
    for (int offset = 0; offset < 4_000; offset += 100) {
      all.addAll(threads.apply(get(pile, path + "?limit=100&offset=" + offset).json()));
    }
    return all;
  }

  @Test
  void threadsNotReadForLongAreStaleNeverReadOnesFirst() {
    pile.at(
        Instant.now().minus(Duration.ofDays(40)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    long old = add("old", 5);
    long fresh = add("fresh", 5);
    add("never", 5);
    read(old);
    pile.pass(Duration.ofDays(39));
    read(fresh);
    add("just added", 5);
    store(pile);

    Answer answer = get(pile, "/api/threads/stale?days=30");

    assertThat(titles(answer.json())).containsExactly("never", "old");
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(titles(get(pile, "/api/threads/stale?days=0").json()))
        .containsExactly("never", "just added", "old", "fresh");
    assertThat(titles(get(pile, "/api/threads/stale?days=36525").json())).isEmpty();
  }

  private void read(long threadId) {
    pile.send(
        new ChooseThread(
            pile.id(), new ThreadId(threadId), dev.comicpile.api.SelectionMethod.OVERRIDE));
    pile.send(new RateThread(pile.id(), new Rating(4.5), new Issues(1), false, null));
  }

  @Test
  void theHistoryOfAThreadTellsEverythingAlsoAfterItsDeletion() {
    long id = add("Saga", 5);
    long other = add("Other", 5);
    read(id);
    read(other);
    pile.send(new DeleteThread(pile.id(), new ThreadId(id)));
    pile.send(new UndoAction(pile.id(), null));
    pile.send(new ClearQueue(pile.id()));
    store(pile);

    Answer answer = get(pile, "/api/threads/" + id + "/history");

    assertThat(answer.json().findValuesAsString("type"))
        .containsExactly("add", "roll", "rate", "delete", "undo", "clear_queue");
    assertThat(answer.json().findValuesAsString("undone"))
        .containsExactly("false", "false", "false", "true", "false", "false");
    JsonNode rate = answer.json().get(2);
    assertThat(rate.get("thread_title").asString()).isEqualTo("Saga");
    assertThat(rate.get("rating").asDouble()).isEqualTo(4.5);
    assertThat(rate.get("queue_move").asString()).isEqualTo("front");
    assertThat(rate.get("die").asInt()).isEqualTo(6);
    assertThat(rate.get("die_after").asInt()).isEqualTo(4);
    assertThat(get(pile, "/api/threads/" + id).status()).isEqualTo(404);
    assertThat(
            get(pile, "/api/threads/" + id + "/history?limit=2&offset=1")
                .json()
                .findValuesAsString("type"))
        .containsExactly("roll", "rate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/threads/%d", "/api/threads/%d/history"})
  void anotherReadersThreadIsNotFound(String path) {
    long id = add("Mine", 1);
    store(pile);
    TestPile stranger = new TestPile();

    Answer answer = get(stranger, path.formatted(id));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("detail").asString()).isEqualTo("Thread " + id + " not found");
    assertThat(get(stranger, "/api/threads/").json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/threads?limit=0, query.limit, too_small",
    "/api/threads?limit=101, query.limit, too_large",
    "/api/threads?offset=-1, query.offset, too_small",
    "/api/threads?limit=ten, query.limit, wrong_type",
    "/api/threads/seven, path.thread_id, wrong_type",
    "/api/threads/seven/history, path.thread_id, wrong_type",
    "/api/threads/stale?days=-1, query.days, too_small",
    "/api/threads/stale?days=36526, query.days, too_large",
    "/api/threads/stale?days=x, query.days, wrong_type",
    "/api/threads/stale?days=, query.days, wrong_type",
    "/api/history/events?after_version=, query.after_version, wrong_type",
    "/api/threads/1/history?limit=1000, query.limit, too_large"
  })
  void badInputIsNamed(String path, String field, String type) {
    Answer answer = get(pile, path);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo(type);
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    long id = add("Same", 3);
    store(pile);
    for (String path :
        List.of("/api/threads", "/api/threads/" + id, "/api/threads/" + id + "/history")) {
      Answer first = get(pile, path);
      assertThat(first.header("ETag"))
          .matches("W/\"[0-9a-f-]{36}\\." + pile.id() + "\\.1\\.[0-9]+\"");
      Answer again = get(pile.id(), path, "If-None-Match", first.header("ETag"));
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("Pile-Version")).isEqualTo("1");
    }
    String old = get(pile, "/api/threads").header("ETag");
    assertThat(get(pile.id(), "/api/threads/424242", "If-None-Match", old).status()).isEqualTo(404);
    assertThat(get(pile.id(), "/api/threads", "If-None-Match", "\"x\", " + old).status())
        .isEqualTo(304);
    add("New", 3);
    store(pile);
    Answer changed =
        get(
            pile.id(),
            "/api/threads",
            "If-None-Match",
            old,
            "Pile-Version",
            Long.toString(pile.version()));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json()).hasSize(2);
  }

  @Test
  void everyPathNeedsAToken() {
    List<String> paths = new ArrayList<>();
    for (String path :
        List.of("threads", "queue", "roll/pool", "session/current", "undo/history")) {
      paths.add("/api/" + path);
      paths.add("/api/" + path + "/");
    }
    for (String path : paths) {
      Answer answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }
}
