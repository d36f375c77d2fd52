package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.command.DatabaseCommands;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Changing a password, and setting a new one by a code. */
class PasswordIT extends AccountsOverHttp {

  private static final String NEW = "a new password";

  /** Composed and not: the same letters as two keyboards type them. */
  private static final String COMPOSED = "caf\u00e9 au lait";

  private static final String DECOMPOSED = "cafe\u0301 au lait";

  private Answer change(String token, String old, String password) {
    return post(
        "/api/account/password", token, Map.of("old_password", old, "new_password", password));
  }

  private Answer reset(String name, String code, String password) {
    return post(
        "/api/auth/reset-password",
        null,
        Map.of("username", name, "code", code, "new_password", password));
  }

  private String codeFor(long id) {
    Answer made = post("/api/admin/users/" + id + "/reset-code", admin().access(), null);
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().propertyNames()).containsExactly("code", "expires_at");
    return made.text("code");
  }

  private String hashOf(long id) {
    return jdbc.sql("select password_hash from accounts.account where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  @Test
  void whoChangesThePasswordStaysSignedInHereAndIsSignedOutElsewhere() {
    SignedIn here = register();
    SignedIn elsewhere = logIn(here.name(), PASSWORD);

    assertThat(change(here.access(), PASSWORD, NEW).status()).isEqualTo(204);

    assertThat(statusOfMe(here.access())).isEqualTo(200);
    assertThat(statusOfMe(elsewhere.access())).isEqualTo(401);
    assertThat(
            post("/api/auth/refresh", null, Map.of("refresh_token", elsewhere.refresh())).status())
        .isEqualTo(401);
    assertThat(tryLogIn(here.name(), PASSWORD).status()).isEqualTo(401);
    assertThat(tryLogIn(here.name(), NEW).status()).isEqualTo(200);
  }

  @Test
  void aWrongOldPasswordOrABadNewOneChangesNothing() {
    SignedIn reader = register();
    Answer wrong = change(reader.access(), "wrong horse", NEW);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.detail()).isEqualTo("The current password is wrong.");
    Answer shorter = change(reader.access(), PASSWORD, "short");
    assertThat(shorter.status()).isEqualTo(422);
    assertThat(shorter.wrongField()).isEqualTo("body.new_password too_short");
    assertThat(post("/api/account/password", reader.access(), Map.of()).status()).isEqualTo(422);
    assertThat(post("/api/account/password", null, Map.of()).status()).isEqualTo(401);
    assertThat(tryLogIn(reader.name(), PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aPasswordCanBeTypedOnAnyKeyboard() {
    SignedIn reader = register(newName(), DECOMPOSED);
    assertThat(tryLogIn(reader.name(), COMPOSED).status()).isEqualTo(200);
    assertThat(tryLogIn(reader.name(), DECOMPOSED).status()).isEqualTo(200);
    assertThat(change(reader.access(), COMPOSED, NEW).status()).isEqualTo(204);
  }

  @Test
  void aHashOfBeforeIsReplacedAtTheNextLogin() {
    for (String before :
        List.of(
            new BCryptPasswordEncoder().encode(DECOMPOSED),
            new BCryptPasswordEncoder(4).encode(COMPOSED))) {
      SignedIn reader = register();
      jdbc.sql("update accounts.account set password_hash = ? where id = ?")
          .params(before, reader.id())
          .update();
      assertThat(tryLogIn(reader.name(), DECOMPOSED).status()).isEqualTo(200);
      String after = hashOf(reader.id());
      assertThat(after).isNotEqualTo(before);
      assertThat(tryLogIn(reader.name(), COMPOSED).status()).isEqualTo(200);
      assertThat(hashOf(reader.id())).isEqualTo(after);
    }
  }

  @Test
  void aCodeSetsANewPasswordOnceAndEndsAllSessions() {
    SignedIn reader = register();
    String code = codeFor(reader.id());
    String asTyped = " " + code.toUpperCase(Locale.ROOT).replace('-', ' ');

    assertThat(reset(reader.name(), asTyped, NEW).status()).isEqualTo(204);

    assertThat(statusOfMe(reader.access())).isEqualTo(401);
    assertThat(tryLogIn(reader.name(), PASSWORD).status()).isEqualTo(401);
    assertThat(tryLogIn(reader.name(), NEW).status()).isEqualTo(200);
    assertThat(reset(reader.name(), code, "another password").status()).isEqualTo(400);
    assertThat(tryLogIn(reader.name(), NEW).status()).isEqualTo(200);
  }

  @Test
  void whateverIsWrongWithACodeIsToldAlike() {
    SignedIn reader = register();
    SignedIn other = register();
    String code = codeFor(reader.id());
    String replaced = codeFor(other.id());
    String others = codeFor(other.id());
    SignedIn late = register();
    String expired = codeFor(late.id());
    jdbc.sql("update accounts.reset_code set expires_at = now() where account_id = ?")
        .param(late.id())
        .update();
    SignedIn locked = register();
    String ofLocked = codeFor(locked.id());
    post("/api/admin/users/" + locked.id() + "/lock", admin().access(), null);

    List<Answer> refused =
        List.of(
            reset(reader.name(), "aaaa-bbbb-cccc-dddd", NEW),
            reset(reader.name(), others, NEW),
            reset(reader.name(), "", NEW),
            reset(other.name(), code, NEW),
            reset(other.name(), replaced, NEW),
            reset(late.name(), expired, NEW),
            reset(locked.name(), ofLocked, NEW),
            reset("nobody of that name", code, NEW));

    assertThat(refused).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
    assertThat(refused).extracting(Answer::detail).containsOnly(refused.getFirst().detail());
    assertThat(reset(reader.name(), code, "short").wrongField())
        .isEqualTo("body.new_password too_short");
    assertThat(reset(reader.name(), code, NEW).status()).isEqualTo(204);
  }

  @Test
  void onlyAnAdminMakesCodesAndOnlyForReaders() {
    SignedIn reader = register();
    String path = "/api/admin/users/" + reader.id() + "/reset-code";
    assertThat(post(path, reader.access(), null).status()).isEqualTo(403);
    assertThat(post(path, null, null).status()).isEqualTo(401);
    assertThat(post("/api/admin/users/999999/reset-code", admin().access(), null).status())
        .isEqualTo(404);
  }

  @Test
  void noCodeIsStoredAsItIs() {
    SignedIn reader = register();
    String code = codeFor(reader.id());
    assertThat(
            jdbc.sql(
                    "select encode(code_hash, 'escape') from accounts.reset_code where account_id = ?")
                .param(reader.id())
                .query(String.class)
                .single())
        .doesNotContain(code, code.replace("-", ""));
  }

  @Test
  void theDemoReadersAccountCannotBeChanged() {
    SignedIn demo = register();
    jdbc.sql("update accounts.account set demo = true where id = ?").param(demo.id()).update();
    assertThat(change(demo.access(), PASSWORD, NEW).status()).isEqualTo(403);
    assertThat(
            post("/api/admin/users/" + demo.id() + "/reset-code", admin().access(), null).status())
        .isEqualTo(403);
    assertThatThrownBy(() -> onTheMachine(demo.name()))
        .isInstanceOf(StartFailure.class)
        .hasMessage("The demo reader's account cannot be changed.");
  }

  @Test
  void whoIsAtTheMachineGetsACodeWithoutAnybody() {
    SignedIn reader = register();
    String told = onTheMachine(reader.name().toUpperCase(Locale.ROOT));
    Matcher code = Pattern.compile("is ([a-z0-9]{4}(-[a-z0-9]{4}){3}), good once").matcher(told);
    assertThat(code.find()).as(told).isTrue();
    assertThat(reset(reader.name(), code.group(1), NEW).status()).isEqualTo(204);
    assertThat(tryLogIn(reader.name(), NEW).status()).isEqualTo(200);

    assertThatThrownBy(() -> onTheMachine("nobody of that name"))
        .hasMessage("There is no account of the name 'nobody of that name' here.");
    assertThatThrownBy(() -> DatabaseCommands.parse(new String[] {"reset-password"}))
        .hasMessage("reset-password needs the name of an account: reset-password NAME.");
  }

  private static String onTheMachine(String name) {
    DatabaseCommand command = DatabaseCommands.parse(new String[] {"reset-password", name});
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      command.run(new DatabaseAddress(TestDatabase.url(), "postgres", ""));
    } finally {
      System.setOut(out);
    }
    return told.toString(StandardCharsets.UTF_8);
  }
}
