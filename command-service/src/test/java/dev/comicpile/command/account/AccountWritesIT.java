package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceApplication;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/** Writes of accounts count once under their key, and only where the pile is as expected. */
@SpringBootTest(
    classes = CommandServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=comic-pile,command-service", "comicpile.rate-limits=off"})
class AccountWritesIT extends AccountsOverHttp {

  private static final String PASSWORD_PATH = "/api/account/password";
  private static final Map<String, String> CHANGE =
      Map.of("old_password", PASSWORD, "new_password", "another horse");

  private Answer once(String method, String path, SignedIn reader, @Nullable Object body) {
    return send(method, path, reader.access(), body, "Idempotency-Key", method + path);
  }

  @Test
  void aPasswordThatWasChangedIsChangedAgainByNobody() {
    SignedIn reader = register();
    assertThat(once("POST", PASSWORD_PATH, reader, CHANGE).status()).isEqualTo(204);
    assertThat(once("POST", PASSWORD_PATH, reader, CHANGE).status()).isEqualTo(204);

    Map<String, String> back =
        Map.of("old_password", "another horse", "new_password", "third horse");
    assertThat(once("POST", PASSWORD_PATH, reader, back).status()).isEqualTo(204);
    assertThat(tryLogIn(reader.name(), "another horse").status()).isEqualTo(200);
    assertThat(
            jdbc.sql("select fingerprint from accounts.given_answer where actor_id = ?")
                .param(reader.id())
                .query(String.class)
                .list())
        .as("nothing is made of a password that could be guessed at")
        .containsExactly("password");
  }

  @Test
  void aPasswordThatManyChangeAtOnceUnderOneKeyIsChangedForAllOfThem() {
    SignedIn reader = register();
    assertThat(
            answersAtOnce(
                reader, Collections.nCopies(4, () -> once("POST", PASSWORD_PATH, reader, CHANGE))))
        .extracting(Answer::status)
        .containsOnly(204);
  }

  @Test
  void aWrongOldPasswordLeavesTheKeyFree() {
    SignedIn reader = register();
    Map<String, String> wrong = Map.of("old_password", "wrong", "new_password", "another horse");
    assertThat(once("POST", PASSWORD_PATH, reader, wrong).status()).isEqualTo(400);
    assertThat(once("POST", PASSWORD_PATH, reader, CHANGE).status()).isEqualTo(204);
  }

  @Test
  void soDoesWhatWasNotThere() {
    SignedIn reader = register();
    String passkey = "/api/account/passkeys/999";
    assertThat(once("PUT", passkey, reader, Map.of("name", "A phone")).status()).isEqualTo(404);
    assertThat(once("PUT", passkey, reader, Map.of("name", "A laptop")).status()).isEqualTo(404);
  }

  @Test
  void whatWasTakenAwayIsAnsweredTheSameAgain() {
    SignedIn reader = register();
    logIn(reader.name(), PASSWORD);
    SignedIn third = logIn(reader.name(), PASSWORD);
    long thirdDevice =
        get("/api/account/sessions", third.access())
            .json()
            .valueStream()
            .filter(session -> session.path("current").asBoolean())
            .findFirst()
            .orElseThrow()
            .path("id")
            .asLong();
    String ofThird = "/api/account/sessions/" + thirdDevice;
    String others = "/api/account/sessions";
    long key =
        post(
                "/api/account/keys",
                reader.access(),
                Map.of("name", "A program", "scopes", List.of("read")))
            .json()
            .path("id")
            .asLong();
    for (int time : List.of(1, 2)) {
      assertThat(once("DELETE", ofThird, reader, null).status()).as("time %s", time).isEqualTo(204);
      assertThat(once("DELETE", others, reader, null).json().path("ended").asInt())
          .as("time %s", time)
          .isEqualTo(1);
      assertThat(once("DELETE", "/api/account/keys/" + key, reader, null).status())
          .as("time %s", time)
          .isEqualTo(204);
    }
    logIn(reader.name(), PASSWORD);
    assertThat(once("DELETE", others, reader, null).json().path("ended").asInt()).isEqualTo(1);
    assertThat(get(others, reader.access()).json()).as("nobody was signed out again").hasSize(2);
  }

  @Test
  void anAdminsWritesCountOnce() {
    SignedIn admin = admin();
    SignedIn reader = register();
    String lock = "/api/admin/users/" + reader.id() + "/lock";
    assertThat(once("POST", lock, admin, null).body())
        .isEqualTo(once("POST", lock, admin, null).body())
        .contains("\"revoked\":1");
    post("/api/admin/users/" + reader.id() + "/unlock", admin.access(), null);
    once("POST", lock, admin, null);
    assertThat(tryLogIn(reader.name(), PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void askedForByManyAtOnceItIsDoneOnce() {
    SignedIn admin = admin();
    SignedIn reader = register();
    IntStream.range(0, 3).forEach(each -> logIn(reader.name(), PASSWORD));
    String revoke = "/api/admin/users/" + reader.id() + "/tokens/revoke";
    assertThat(
            answersAtOnce(reader, Collections.nCopies(4, () -> once("POST", revoke, admin, null))))
        .extracting(Answer::body)
        .containsOnly("{\"revoked\":4}");
  }

  private void addThread(SignedIn reader) {
    Map<String, Object> thread = Map.of("title", "Saga", "format", "Comic", "issues_remaining", 3);
    assertThat(post("/api/threads", reader.access(), thread).status()).isEqualTo(201);
  }

  @Test
  void whatAnAdminExpectsIsThePileOfTheUserWhoseAccountItIs() {
    SignedIn admin = admin();
    SignedIn reader = register();
    addThread(reader);
    for (String what : List.of("lock", "unlock", "promote", "demote", "tokens/revoke")) {
      String path = "/api/admin/users/" + reader.id() + "/" + what;
      assertThat(send("POST", path, admin.access(), null, "If-Match", "0").status())
          .as(what)
          .isEqualTo(412);
      assertThat(send("POST", path, admin.access(), null, "If-Match", "1").status())
          .as(what)
          .isEqualTo(200);
    }
    assertThat(
            send("POST", "/api/admin/users/x/lock", admin.access(), null, "If-Match", "0").detail())
        .isEqualTo("User id must be a whole number.");
  }

  @Test
  void nothingIsDoneWhereThePileHasMovedOn() {
    SignedIn reader = register();
    addThread(reader);
    Map<String, String> leaving = Map.of("password", PASSWORD);

    for (Answer refused :
        List.of(
            send("DELETE", "/api/account", reader.access(), leaving, "If-Match", "0"),
            send("POST", PASSWORD_PATH, reader.access(), CHANGE, "If-Match", "2"),
            send("DELETE", "/api/account/sessions", reader.access(), null, "If-Match", "0"))) {
      assertThat(refused.status()).as(refused.body()).isEqualTo(412);
    }
    assertThat(send("DELETE", "/api/account", reader.access(), leaving, "If-Match", "x").status())
        .isEqualTo(422);
    assertThat(statusOfMe(reader.access())).isEqualTo(200);
    assertThat(send("POST", PASSWORD_PATH, reader.access(), CHANGE, "If-Match", "1").status())
        .isEqualTo(204);
    Map<String, String> now = Map.of("password", "another horse");
    assertThat(send("DELETE", "/api/account", reader.access(), now, "If-Match", "\"1\"").status())
        .isEqualTo(204);
  }
}
