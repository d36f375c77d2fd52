package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** Nothing that opens an account is written down, even where the log says more than it should. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "comicpile.registration=invitation",
      "logging.level.dev.comicpile=debug",
      "logging.level.org.springframework.web=debug",
      "logging.level.org.springframework.jdbc=debug",
      "logging.level.org.springframework.security=debug"
    })
class SecretsInLogIT extends AccountsOverHttp {

  private final List<String> secrets = new ArrayList<>();

  private String secret(String text) {
    assertThat(text).isNotBlank();
    secrets.add(text);
    return text;
  }

  private Answer register(String invitation) {
    String name = newName();
    return post(
        "/api/auth/register",
        null,
        new HashMap<>(
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "password",
                secret("the first secret"),
                "invitation_code",
                secret(invitation))));
  }

  @Test
  void noPasswordTokenKeyOrCodeIsInTheLog(CapturedOutput log) {
    String first = OneTimeCode.make();
    new InvitationTable(jdbc).insert(null, OneTimeCode.hash(first), Instant.now(), null);
    Answer boss = register(first);
    long id = get("/api/auth/me", boss.text("access_token")).json().path("id").asLong();
    String name = get("/api/auth/me", boss.text("access_token")).text("username");
    jdbc.sql("update accounts.account set admin = true where id = ?").param(id).update();
    Answer pair =
        post(
            "/api/auth/refresh", null, Map.of("refresh_token", secret(boss.text("refresh_token"))));
    String token = secret(pair.text("access_token"));
    secret(pair.text("refresh_token"));
    String invitation =
        secret(post("/api/admin/invitations", token, Map.of("name", "x")).text("code"));
    assertThat(register(invitation).status()).isEqualTo(200);
    assertThat(register(invitation).status()).isEqualTo(400);
    String key =
        secret(
            post("/api/account/keys", token, Map.of("name", "x", "scopes", List.of("read")))
                .text("key"));
    statusOfMe(key);
    statusOfMe(secret("pile_0123456789012345678901234567890123456789"));
    String code = secret(post("/api/admin/users/" + id + "/reset-code", token, null).text("code"));
    Map<String, String> reset =
        Map.of("username", name, "code", code, "new_password", secret("the second secret"));
    assertThat(post("/api/auth/reset-password", null, reset).status()).isEqualTo(204);
    assertThat(post("/api/auth/reset-password", null, reset).status()).isEqualTo(400);
    String again = logIn(name, "the second secret").access();
    post(
        "/api/account/password",
        again,
        Map.of("old_password", secret("a wrong secret"), "new_password", secret("short!!")));
    tryLogIn(name, secret("another wrong secret"));

    assertThat(log.getAll()).contains("POST \"/api/account/keys\"");
    assertThat(secrets).allSatisfy(secret -> assertThat(log.getAll()).doesNotContain(secret));
  }
}
