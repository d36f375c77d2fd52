package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.CommandServiceApplication;
import dev.comicpile.testing.OnlyInDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Taking one's own pile out, and into an empty one of one's own. */
@SpringBootTest(
    classes = CommandServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=comic-pile,command-service", "comicpile.rate-limits=off"})
class OwnPileIT extends AccountsOverHttp {

  private static final String EXPORT = "/api/account/export";
  private static final String IMPORT = "/api/account/import";

  @Autowired Accounts accounts;

  private void add(SignedIn reader, String title, int issues) {
    assertThat(
            post(
                    "/api/threads",
                    reader.access(),
                    Map.of("title", title, "format", "Comic", "issues_remaining", issues))
                .status())
        .isEqualTo(201);
  }

  /** Threads, a session with a snooze, an undo, a move and a test thread. */
  private SignedIn player() {
    SignedIn reader = register();
    add(reader, "Saga", 5);
    add(reader, "=Bone", 3);
    add(reader, "Hellboy; Omnibus", 1);
    post("/api/roll", reader.access(), null);
    post("/api/rate", reader.access(), Map.of("rating", 4.5, "issues_read", 1));
    post("/api/roll", reader.access(), null);
    post("/api/snooze", reader.access(), null);
    post("/api/undo", reader.access(), null);
    post(
        "/api/threads",
        reader.access(),
        Map.of("title", "Test", "format", "Comic", "issues_remaining", 1, "is_test", true));
    post("/api/session/end", reader.access(), null);
    return reader;
  }

  private List<JsonNode> lines(SignedIn reader) {
    Answer answer = get(EXPORT + "?format=ndjson", reader.access());
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().lines().map(JSON::readTree).toList();
  }

  @Test
  void aPileGoesIntoAnEmptyOneElsewhereWithItsTimesAndNewIds() {
    SignedIn reader = player();
    Answer export = get(EXPORT, reader.access());
    assertThat(export.status()).isEqualTo(200);
    JsonNode own = export.json().path("readers");
    assertThat(own).hasSize(1);
    assertThat(own.get(0).path("username").asString()).isEqualTo(reader.name());
    assertThat(own.get(0).path("email").asString()).isEqualTo(reader.name() + "@example.com");

    SignedIn other = register();
    Answer taken = post(IMPORT, other.access(), export.json());

    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    assertThat(taken.json().path("version").asInt()).isEqualTo(own.get(0).path("events").size());
    assertThat(taken.json().path("not_carried_over")).isEmpty();
    List<JsonNode> before = lines(reader);
    List<JsonNode> after = lines(other);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).path("type")).isEqualTo(before.get(i).path("type"));
      assertThat(after.get(i).path("at")).isEqualTo(before.get(i).path("at"));
      assertThat(after.get(i).path("action_version"))
          .isEqualTo(before.get(i).path("action_version"));
    }
    assertThat(threads(other)).doesNotContainAnyElementsOf(threads(reader)).hasSize(4);
    Answer undone = post("/api/undo", other.access(), null);
    assertThat(undone.status()).isEqualTo(200);
    assertThat(undone.json().at("/undone/0/type").asString()).isEqualTo("session_end");
    while (post("/api/undo", other.access(), null).status() == 200) {
      // back to the empty pile
    }
    assertThat(post("/api/undo/redo", other.access(), null).status()).isEqualTo(200);
  }

  /** The ids of the threads that were ever added. */
  private List<Long> threads(SignedIn reader) {
    return lines(reader).stream()
        .filter(event -> event.path("type").asString().equals("ThreadAdded"))
        .map(event -> event.at("/payload/thread/id").asLong())
        .toList();
  }

  @Test
  void theThreadsLeaveAsRowsThatAnImportTakes() {
    SignedIn reader = player();
    Answer csv = get(EXPORT + "?format=csv", reader.access());
    assertThat(csv.status()).isEqualTo(200);
    List<String> rows = csv.body().lines().toList();
    assertThat(rows.getFirst()).startsWith("\"title\",\"format\",\"issues_remaining\"");
    assertThat(rows).hasSize(5);
    assertThat(csv.body()).contains("\"'=Bone\"").contains("\"Hellboy; Omnibus\"");
  }

  @Test
  @OnlyInDatabase("a pile is empty elsewhere as soon as there is none")
  void onlyAnEmptyPileTakesOne() {
    JsonNode export = get(EXPORT, player().access()).json();
    SignedIn reader = register();
    add(reader, "Saga", 1);
    post("/api/undo", reader.access(), null);
    Answer refused = post(IMPORT, reader.access(), export);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).startsWith("There is something in your pile, or has been.");
    assertThat(lines(reader)).hasSize(2);
  }

  @Test
  void sentAgainUnderItsKeyAnImportIsAnsweredAgain() {
    JsonNode export = get(EXPORT, player().access()).json();
    JsonNode others = get(EXPORT, player().access()).json();
    SignedIn reader = register();
    String key = UUID.randomUUID().toString();

    Answer taken = importUnder(key, reader, export);
    add(reader, "Since then", 1);
    Answer again = importUnder(key, reader, export);

    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    assertThat(again).isEqualTo(taken);
    assertThat(lines(reader)).hasSize(taken.json().path("version").asInt() + 1);
    assertThat(importUnder(key, reader, others).wrongField())
        .isEqualTo("header.Idempotency-Key not_allowed");
    assertThat(importUnder(key + "b", reader, export).status()).isEqualTo(409);
    assertThat(importUnder(key, register(), export).status()).isEqualTo(200);
  }

  @Test
  @OnlyInDatabase("on an Axon Server the note of what was done follows it")
  void sentTwiceAtOnceUnderItsKeyAnImportIsDoneOnce() {
    JsonNode export = get(EXPORT, player().access()).json();
    SignedIn reader = register();
    String key = UUID.randomUUID().toString();

    List<Answer> answers =
        IntStream.range(0, 8)
            .mapToObj(each -> CompletableFuture.supplyAsync(() -> importUnder(key, reader, export)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).allMatch(answer -> answer.status() == 200).containsOnly(answers.getFirst());
    assertThat(lines(reader)).hasSize(answers.getFirst().json().path("version").asInt());
  }

  @Test
  void anImportIsHeldToTheVersionThatItExpects() {
    JsonNode export = get(EXPORT, player().access()).json();
    SignedIn reader = register();

    Answer refused = importOn("If-Match", "3", reader, export);

    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.detail()).startsWith("The pile is at version 0 and not at version 3.");
    assertThat(lines(reader)).isEmpty();
    assertThat(importOn("If-Match", "0", reader, export).status()).isEqualTo(200);
  }

  private Answer importUnder(String key, SignedIn reader, JsonNode export) {
    return importOn("Idempotency-Key", key, reader, export);
  }

  private Answer importOn(String header, String value, SignedIn reader, JsonNode export) {
    return send("POST", IMPORT, reader.access(), export, header, value);
  }

  @Test
  void whatIsNotOneReadersExportIsNotTaken() {
    SignedIn reader = register();
    JsonNode export = get(EXPORT, player().access()).json();
    ((ArrayNode) export.path("readers"))
        .add(
            // not even looked at
            JSON.readTree("{\"username\":5}"));
    assertThat(post(IMPORT, reader.access(), export).wrongField())
        .isEqualTo("body.readers not_allowed");
    assertThat(post(IMPORT, reader.access(), Map.of()).status()).isEqualTo(422);
    assertThat(post(IMPORT, reader.access(), List.of(1)).status()).isEqualTo(422);
    assertThat(post(IMPORT, null, export).status()).isEqualTo(401);
    assertThat(get(EXPORT, null).status()).isEqualTo(401);
    assertThat(get(EXPORT + "?format=xml", reader.access()).wrongField())
        .isEqualTo("query.format malformed");
    assertThat(lines(reader)).isEmpty();
  }

  @Test
  void whoHasLeftIsToldThatTheirAccountIsGone() {
    assertThatThrownBy(() -> accounts.registered(new ReaderId(987_654_321)))
        .isInstanceOf(ResponseStatusException.class)
        .hasMessageContaining("401 UNAUTHORIZED")
        .hasMessageContaining("This account is gone.");
  }

  @Test
  void anExportHoldsNothingOfAnybodyElse() {
    SignedIn other = player();
    SignedIn reader = register();
    add(reader, "My own", 1);
    for (String form : List.of("json", "csv", "ndjson")) {
      assertThat(get(EXPORT + "?format=" + form, reader.access()).body())
          .contains("My own")
          .doesNotContain("Saga", other.name(), "password", "$2a$");
    }
  }
}
