package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class AuthHttpIT {

  @Test
  void aReaderRegistersLogsInAndIsKnown(Api api) {
    Answer me = api.get("/api/auth/me").expect(200);
    assertThat(me.text("username")).isEqualTo(api.username());
    assertThat(me.text("email")).isEqualTo(api.username() + "@example.org");
    assertThat(me.json().path("is_admin").asBoolean(true)).isFalse();
    assertThat(me.number("id")).isPositive();

    Answer login = login(api, "correct horse").expect(200);
    assertThat(login.text("token_type")).isEqualTo("bearer");
    login(api, "wrong horse").refused(401, "Incorrect username or password");
    api.post("/api/auth/login", "{\"username\": \"nobody\", \"password\": \"whatever\"}")
        .refused(401, "Incorrect username or password");
  }

  @Test
  void aTakenNameOrAddressIsSaidSo(Api api) {
    register(api, api.username(), "x" + UUID.randomUUID() + "@example.org", "correct horse")
        .refused(400, "Username already registered");
    register(api, "x" + UUID.randomUUID(), api.username() + "@example.org", "correct horse")
        .refused(400, "Email already registered");
  }

  @Test
  void badRegistrationsAreNamedFieldByField(Api api) {
    api.post("/api/auth/register").invalid("body.username", "body.email", "body.password");
    register(api, "", "a@example.org", "correct horse").invalid("body.username");
    register(api, "x".repeat(51), "a@example.org", "correct horse").invalid("body.username");
    register(api, "fine", "not an address", "correct horse").invalid("body.email");
    register(api, "fine", "a@example.org", "short").invalid("body.password");
    register(api, "fine", "a@example.org", "é".repeat(37)).invalid("body.password");
  }

  @Test
  void twoTabsThatRefreshAtOnceBothGoOn(Api api) {
    Answer login = login(api, "correct horse").expect(200);
    Answer second = refresh(api, login.text("refresh_token")).expect(200);
    api.get("/api/auth/me", "Authorization", "Bearer " + second.text("access_token")).expect(200);

    Answer other = refresh(api, login.text("refresh_token")).expect(200);
    refresh(api, second.text("refresh_token")).expect(200);
    refresh(api, other.text("refresh_token")).expect(200);
    refresh(api, "nonsense").problem(401);
    api.get("/api/auth/me").expect(200);
  }

  @Test
  void logoutHoldsOnReadsAndWritesWithinASecond(Api api) {
    Answer login = login(api, "correct horse").expect(200);
    String bearer = "Bearer " + login.text("access_token");
    api.get("/api/threads/", "Authorization", bearer).expect(200);
    Answer out = api.send("POST", "/api/auth/logout", null, "Authorization", bearer).expect(200);
    assertThat(out.text("message")).isNotBlank();

    goneWithinASecond(api, login.text("access_token"));
    refresh(api, login.text("refresh_token")).problem(401);
    api.get("/api/threads/").expect(200);
  }

  private static void goneWithinASecond(Api api, String accessToken) {
    String bearer = "Bearer " + accessToken;
    long end = System.nanoTime() + 1_000_000_000L;
    while (System.nanoTime() < end
        && (api.get("/api/threads/", "Authorization", bearer).status() != 401
            || api.get("/api/auth/me", "Authorization", bearer).status() != 401)) {
      Thread.onSpinWait();
    }
    api.get("/api/threads/", "Authorization", bearer).problem(401);
    api.send("POST", "/api/roll/", null, "Authorization", bearer).problem(401);
    api.get("/api/auth/me", "Authorization", bearer).problem(401);
  }

  private static Answer login(Api api, String password) {
    return api.post(
        "/api/auth/login",
        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(api.username(), password));
  }

  private static Answer refresh(Api api, String token) {
    return api.post("/api/auth/refresh", "{\"refresh_token\": \"%s\"}".formatted(token));
  }

  private static Answer register(Api api, String name, String email, String password) {
    return api.post(
        "/api/auth/register",
        "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
            .formatted(name, email, password));
  }
}
