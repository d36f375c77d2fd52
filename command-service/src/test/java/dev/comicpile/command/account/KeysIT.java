package dev.comicpile.command.account;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Keys for programs: making, listing and taking them away, and that they open what they say. */
class KeysIT extends AccountsOverHttp {

  private static final String PATH = "/api/account/keys";

  private Answer make(SignedIn reader, Object... scopes) {
    return post(PATH, reader.access(), Map.of("name", "A program", "scopes", List.of(scopes)));
  }

  private String key(SignedIn reader, Object... scopes) {
    Answer made = make(reader, scopes);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("key");
  }

  private List<JsonNode> keys(SignedIn reader) {
    return get(PATH, reader.access()).json().valueStream().toList();
  }

  private void awaitStatusOfMe(int status, String key) {
    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> statusOfMe(key) == status);
  }

  @Test
  void aKeyIsShownOnceAndIsItsOwners() {
    SignedIn reader = register();
    Answer made = make(reader, "play", "read", "read");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().propertyNames())
        .containsExactly("id", "name", "scopes", "created_at", "expires_at", "key");
    String key = made.text("key");
    assertThat(key).matches("pile_[A-Za-z0-9]{40}");
    Answer me = get("/api/auth/me", key);
    assertThat(me.json().path("id").asLong()).isEqualTo(reader.id());
    assertThat(me.text("username")).isEqualTo(reader.name());

    JsonNode listed = keys(reader).getFirst();
    assertThat(listed.propertyNames())
        .containsExactly("id", "name", "scopes", "created_at", "expires_at", "last_used_at");
    assertThat(listed.path("name").asString()).isEqualTo("A program");
    assertThat(listed.path("scopes").valueStream().map(JsonNode::asString))
        .containsExactly("read", "play");
    assertThat(listed.path("expires_at").isNull()).isTrue();
    assertThat(get(PATH, reader.access()).body()).doesNotContain(key);
    assertThat(jdbc.sql("select t::text from accounts.api_key t").query(String.class).list())
        .noneMatch(row -> row.contains(key));
  }

  @Test
  void sentAgainUnderItsIdempotencyKeyItIsTheSameKeyWithOtherLetters() {
    SignedIn reader = register();
    Map<String, Object> body = Map.of("name", "A program", "scopes", List.of("read"));
    Answer first = send("POST", PATH, reader.access(), body, "Idempotency-Key", "one");
    Answer again = send("POST", PATH, reader.access(), body, "Idempotency-Key", "one");

    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(keys(reader)).hasSize(1);
    assertThat(statusOfMe(again.text("key"))).isEqualTo(200);
    assertThat(statusOfMe(first.text("key"))).isEqualTo(401);
    assertThat(
            send(
                    "POST",
                    PATH,
                    reader.access(),
                    Map.of("name", "Another", "scopes", List.of("read")),
                    "Idempotency-Key",
                    "one")
                .wrongField())
        .isEqualTo("header.Idempotency-Key not_allowed");
    assertThat(send("POST", PATH, register().access(), body, "Idempotency-Key", "one").status())
        .isEqualTo(201);
    assertThat(send("POST", PATH, reader.access(), body, "Idempotency-Key", "two").status())
        .isEqualTo(201);
    assertThat(keys(reader)).hasSize(2);
  }

  @Test
  void itsUseIsNotedOnceAnHour() {
    SignedIn reader = register();
    String key = key(reader, "read");
    assertThat(keys(reader).getFirst().path("last_used_at").isNull()).isTrue();
    statusOfMe(key);
    String first = keys(reader).getFirst().path("last_used_at").asString();
    assertThat(Instant.parse(first)).isAfter(Instant.now().minusSeconds(60));
    forget();
    statusOfMe(key);
    assertThat(keys(reader).getFirst().path("last_used_at").asString()).isEqualTo(first);

    jdbc.sql(
            "update accounts.api_key set last_used_at = now() - interval '61 minutes'"
                + " where account_id = ?")
        .param(reader.id())
        .update();
    forget();
    statusOfMe(key);
    assertThat(Instant.parse(keys(reader).getFirst().path("last_used_at").asString()))
        .isAfter(Instant.now().minusSeconds(60));
  }

  /** Until the process looks keys up anew. */
  private void forget() {
    SignedIn other = register();
    String key = key(other, "read");
    statusOfMe(key);
    jdbc.sql("delete from accounts.api_key where account_id = ?").param(other.id()).update();
    await().atMost(Duration.ofSeconds(5)).until(() -> statusOfMe(key) == 401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'x'}|body.scopes missing",
        "{'name':'x','scopes':[]}|body.scopes too_short",
        "{'name':'x','scopes':['write']}|body.scopes[0] malformed",
        "{'name':'x','scopes':[null]}|body.scopes[0] missing",
        "{'scopes':['read']}|body.name missing",
        "{'name':' ','scopes':['read']}|body.name too_short",
        "{'name':'x','scopes':['read'],'expires_at':'2020-01-01T00:00:00Z'}|body.expires_at too_small",
        "{'name':'x','scopes':['read'],'expires_at':'soon'}|body.expires_at malformed",
        "{'name':'x','scopes':['read'],'expires_at':'+300000-01-01T00:00:00Z'}|body.expires_at malformed",
      })
  void badKeysNameTheField(String body, String wrong) {
    Answer answer = post(PATH, register().access(), JSON.readTree(body.replace('\'', '"')));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.wrongField()).isEqualTo(wrong);
  }

  @Test
  void aKeyEndsWhenItIsSaidTo() {
    SignedIn reader = register();
    String expiresAt = Instant.now().plusSeconds(3600).toString();
    Answer made =
        post(
            PATH,
            reader.access(),
            Map.of("name", "x", "scopes", List.of("read"), "expires_at", expiresAt));
    String key = made.text("key");
    assertThat(statusOfMe(key)).isEqualTo(200);
    jdbc.sql("update accounts.api_key set expires_at = now() where account_id = ?")
        .param(reader.id())
        .update();
    awaitStatusOfMe(401, key);
    assertThat(keys(reader)).hasSize(1);
  }

  @Test
  void aKeyThatIsTakenAwayOpensNothingWithinASecond() {
    SignedIn reader = register();
    String key = key(reader, "read");
    assertThat(statusOfMe(key)).isEqualTo(200);
    String path = PATH + "/" + keys(reader).getFirst().path("id").asLong();

    SignedIn stranger = admin();
    assertThat(delete(path, stranger.access()).status()).isEqualTo(404);
    assertThat(delete(path, null).status()).isEqualTo(401);
    assertThat(statusOfMe(key)).isEqualTo(200);
    assertThat(keys(stranger)).isEmpty();

    assertThat(delete(path, reader.access()).status()).isEqualTo(204);
    awaitStatusOfMe(401, key);
    assertThat(delete(path, reader.access()).status()).isEqualTo(404);
  }

  @Test
  void noKeyReachesTheAccount() {
    SignedIn boss = admin();
    String key = key(boss, "read", "play", "admin");
    List<Answer> answers = new ArrayList<>();
    answers.add(get(PATH, key));
    answers.add(make(new SignedIn(boss.name(), boss.id(), key, ""), "read"));
    answers.add(get("/api/account/sessions", key));
    answers.add(delete("/api/account/sessions", key));
    answers.add(
        post(
            "/api/account/password",
            key,
            Map.of("old_password", PASSWORD, "new_password", "a new password")));
    answers.add(post("/api/auth/logout", key, Map.of()));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
    assertThat(answers.getFirst().detail()).startsWith("This key is not for that");
    assertThat(statusOfMe(boss.access())).isEqualTo(200);
    assertThat(get("/api/account/nothing", key).status()).isEqualTo(404);
  }

  @Test
  void theScopeAdminIsForAdminsAndForAsLongAsTheyAreOne() {
    SignedIn reader = register();
    Answer refused = make(reader, "admin");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.detail()).isEqualTo("Only an admin can make a key with the scope admin.");

    SignedIn boss = admin();
    String path = "/api/admin/users/" + reader.id() + "/unlock";
    assertThat(post(path, key(boss, "read", "play"), null).status()).isEqualTo(403);
    String key = key(boss, "admin");
    assertThat(post(path, key, null).status()).isEqualTo(200);
    jdbc.sql("update accounts.account set admin = false where id = ?").param(boss.id()).update();
    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> post(path, key, null).status() == 403);
  }

  @Test
  void aLockStopsKeysAndAnUnlockBringsThemBack() {
    SignedIn reader = register();
    SignedIn boss = admin();
    String key = key(reader, "read");
    assertThat(statusOfMe(key)).isEqualTo(200);
    post("/api/admin/users/" + reader.id() + "/lock", boss.access(), null);
    awaitStatusOfMe(401, key);
    post("/api/admin/users/" + reader.id() + "/unlock", boss.access(), null);
    assertThat(statusOfMe(key)).isEqualTo(200);
    post("/api/admin/users/" + reader.id() + "/tokens/revoke", boss.access(), null);
    awaitStatusOfMe(401, key);
    assertThat(
            jdbc.sql("select count(*) from accounts.api_key where account_id = ?")
                .param(reader.id())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void anAccountHasSoManyKeysAtMostAndTheDemoReadersHasNone() {
    SignedIn reader = register();
    IntStream.range(0, 50).forEach(i -> key(reader, "read"));
    assertThat(make(reader, "read").detail())
        .isEqualTo("An account has 50 keys at most. Please delete one first.");
    jdbc.sql("update accounts.account set demo = true where id = ?").param(reader.id()).update();
    assertThat(make(reader, "read").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"pile_", "pile_0123456789012345678901234567890123456789", "pile_%", "PILE_x"})
  void whatIsNoKeyOpensNothing(String key) {
    assertThat(statusOfMe(key)).isEqualTo(401);
  }
}
