package dev.comicpile.command.account;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Admins who make others admins, and take it back. */
class AdminRightsIT extends AccountsOverHttp {

  private Answer change(long userId, String what, SignedIn by) {
    return post("/api/admin/users/" + userId + "/" + what, by.access(), null);
  }

  private boolean isAdmin(SignedIn reader) {
    return get("/api/auth/me", reader.access()).json().path("is_admin").asBoolean();
  }

  @Test
  void anAdminMakesAnotherOneAndTakesItBack() {
    SignedIn boss = admin();
    SignedIn reader = register();
    assertThat(change(boss.id(), "demote", reader).status()).isEqualTo(403);

    Answer made = change(reader.id(), "promote", boss);

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().path("is_admin").asBoolean()).isTrue();
    SignedIn anew = logIn(reader.name(), PASSWORD);
    assertThat(isAdmin(anew)).isTrue();
    String unlock = "/api/admin/users/" + reader.id() + "/unlock";
    assertThat(post(unlock, anew.access(), null).status()).isEqualTo(200);
    String key =
        post("/api/account/keys", anew.access(), Map.of("name", "x", "scopes", List.of("admin")))
            .text("key");
    assertThat(post(unlock, key, null).status()).isEqualTo(200);
    for (String lasting : List.of("promote", "demote", "reset-code")) {
      Answer refused = post("/api/admin/users/" + reader.id() + "/" + lasting, key, null);
      assertThat(refused.status()).as(lasting).isEqualTo(403);
      assertThat(refused.detail()).startsWith("A key cannot do this.");
    }

    Answer taken = change(reader.id(), "demote", boss);

    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().path("is_admin").asBoolean()).isFalse();
    assertThat(taken.json().path("revoked").asInt()).isEqualTo(2);
    assertThat(statusOfMe(anew.access())).isEqualTo(401);
    await().atMost(Duration.ofSeconds(2)).until(() -> post(unlock, key, null).status() == 403);
    SignedIn after = logIn(reader.name(), PASSWORD);
    assertThat(isAdmin(after)).isFalse();
    assertThat(change(boss.id(), "demote", after).status()).isEqualTo(403);
    assertThat(change(reader.id(), "demote", boss).json().path("revoked").asInt()).isZero();
  }

  @Test
  void whoIsNoAdminAnyMoreLocksNobody() {
    SignedIn boss = admin();
    SignedIn other = admin();

    Answer refused =
        answerAfter(() -> setAdmin(boss.id(), false), () -> change(other.id(), "lock", boss));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(statusOfMe(other.access())).isEqualTo(200);
  }

  @Test
  void whoHasLeftLocksNobody() {
    SignedIn boss = admin();
    SignedIn other = admin();

    Answer refused =
        answerAfter(
            () -> jdbc.sql("delete from accounts.account where id = ?").param(boss.id()).update(),
            () -> change(other.id(), "lock", boss));

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.detail()).isEqualTo("This account is gone. Please register again.");
    assertThat(statusOfMe(other.access())).isEqualTo(200);
  }

  @Test
  void whoIsLeavingIsMadeNoAdmin() {
    SignedIn boss = admin();
    SignedIn reader = register();

    Answer refused =
        answerAfter(
            () -> jdbc.sql("delete from accounts.account where id = ?").param(reader.id()).update(),
            () -> change(reader.id(), "promote", boss));

    assertThat(refused.status()).isEqualTo(404);
  }

  @Test
  void theLastAdminStaysOneAndTheDemoReaderBecomesNone() {
    SignedIn boss = admin();
    List<Long> others =
        jdbc.sql("select id from accounts.account where admin and id <> ?")
            .param(boss.id())
            .query((row, number) -> row.getLong(1))
            .list();
    others.forEach(id -> change(id, "demote", boss));
    try {
      Answer refused = change(boss.id(), "demote", boss);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("code")).isEqualTo("last_admin");
      SignedIn locked = admin();
      change(locked.id(), "lock", boss);
      assertThat(change(boss.id(), "demote", boss).status())
          .as("one who cannot sign in is none who is left")
          .isEqualTo(400);
      assertThat(change(404_404, "promote", boss).status()).isEqualTo(404);
      SignedIn demo = register();
      jdbc.sql("update accounts.account set demo = true where id = ?").param(demo.id()).update();
      assertThat(change(demo.id(), "promote", boss).status()).isEqualTo(403);
    } finally {
      others.forEach(id -> change(id, "promote", boss));
    }
  }
}
