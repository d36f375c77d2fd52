package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Who may register: everybody, nobody, or whoever has an invitation. */
class RegistrationIT {

  private static Map<String, Object> registration(@Nullable String invitation) {
    String name = AccountsOverHttp.newName();
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "password",
                AccountsOverHttp.PASSWORD));
    if (invitation != null) {
      body.put("invitation_code", invitation);
    }
    return body;
  }

  @Nested
  class Open extends AccountsOverHttp {

    @Test
    void everybodyRegistersWithOrWithoutAnInvitation() {
      assertThat(get("/api/auth/methods", null).text("registration")).isEqualTo("open");
      assertThat(post("/api/auth/register", null, registration(null)).status()).isEqualTo(200);
      assertThat(post("/api/auth/register", null, registration("any")).status()).isEqualTo(200);
    }
  }

  @Nested
  @TestPropertySource(properties = "comicpile.registration=closed")
  class Closed extends AccountsOverHttp {

    @Test
    void nobodyRegisters() {
      assertThat(get("/api/auth/methods", null).text("registration")).isEqualTo("closed");
      Answer answer = post("/api/auth/register", null, registration("any"));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.detail())
          .isEqualTo("Nobody can register here. Please ask whoever runs Comic Pile.");
      assertThat(
              send(
                      "POST",
                      "/api/auth/web/register",
                      null,
                      registration(null),
                      "Sec-Fetch-Site",
                      "same-origin")
                  .status())
          .isEqualTo(403);
    }
  }

  @Nested
  @TestPropertySource(properties = "comicpile.registration=invitation")
  class ByInvitation extends AccountsOverHttp {

    private static final String PATH = "/api/admin/invitations";

    private @Nullable String boss;

    /** Somebody is there before registration is by invitation. */
    private String boss() {
      if (boss == null) {
        Answer first = tryRegister(code("the first", null));
        jdbc.sql("update accounts.account set admin = true where id = ?")
            .param(get("/api/auth/me", first.text("access_token")).json().path("id").asLong())
            .update();
        Answer refreshed =
            post("/api/auth/refresh", null, Map.of("refresh_token", first.text("refresh_token")));
        boss = refreshed.text("access_token");
      }
      return boss;
    }

    /** As an admin makes one, past the API. */
    private String code(String name, @Nullable Instant expiresAt) {
      String code = OneTimeCode.make();
      new InvitationTable(jdbc).insert(name, OneTimeCode.hash(code), Instant.now(), expiresAt);
      return code;
    }

    private Answer tryRegister(@Nullable String code) {
      return post("/api/auth/register", null, registration(code));
    }

    @Test
    void anInvitationIsGoodOnce() {
      assertThat(get("/api/auth/methods", null).text("registration")).isEqualTo("invitation");
      Answer made = post(PATH, boss(), Map.of("name", "Bea"));
      assertThat(made.status()).isEqualTo(201);
      assertThat(made.json().propertyNames())
          .containsExactly("id", "name", "created_at", "expires_at", "code");
      String code = made.text("code");

      Answer registered = tryRegister(code.toUpperCase(Locale.ROOT).replace('-', ' '));
      assertThat(registered.status()).isEqualTo(200);

      Answer again = tryRegister(code);
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.detail())
          .isEqualTo(
              "The invitation is wrong, used or expired. Please ask an admin for another one.");
      JsonNode listed = get(PATH, boss()).json().get(0);
      assertThat(listed.propertyNames())
          .containsExactly("id", "name", "created_at", "expires_at", "used_at", "used_by");
      assertThat(listed.path("used_by").asLong())
          .isEqualTo(
              get("/api/auth/me", registered.text("access_token")).json().path("id").asLong());
      assertThat(get(PATH, boss()).body()).doesNotContain(code);
    }

    @Test
    void ofManyWhoUseOneAtOnceOneGetsIn() throws Exception {
      String code = code("one", null);
      try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
        List<Callable<Integer>> tries =
            Stream.generate(() -> (Callable<Integer>) () -> tryRegister(code).status())
                .limit(6)
                .toList();
        List<Integer> answers = new java.util.ArrayList<>();
        for (Future<Integer> answer : threads.invokeAll(tries)) {
          answers.add(answer.get());
        }
        assertThat(answers).containsOnly(200, 400);
        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
      }
    }

    @Test
    void withoutOneThatCountsNobodyRegisters() {
      assertThat(tryRegister(null).detail())
          .isEqualTo("An invitation is needed to register here. Please ask an admin for one.");
      assertThat(tryRegister("aaaa-bbbb-cccc-dddd").status()).isEqualTo(400);
      assertThat(tryRegister(code("late", Instant.now().minusSeconds(1))).status()).isEqualTo(400);
      Answer made = post(PATH, boss(), Map.of());
      String id = made.json().path("id").asString();
      assertThat(delete(PATH + "/" + id, boss()).status()).isEqualTo(204);
      assertThat(delete(PATH + "/" + id, boss()).status()).isEqualTo(404);
      assertThat(tryRegister(made.text("code")).status()).isEqualTo(400);
    }

    @Test
    void aNameThatIsTakenUsesNoInvitationUp() {
      String code = code("one", null);
      Map<String, Object> first = registration(code("another", null));
      assertThat(post("/api/auth/register", null, first).status()).isEqualTo(200);
      first.put("invitation_code", code);
      assertThat(post("/api/auth/register", null, first).detail())
          .isEqualTo("Username already registered");
      assertThat(tryRegister(code).status()).isEqualTo(200);
    }

    @Test
    void onlyAdminsInvite() {
      String reader = tryRegister(code("one", null)).text("access_token");
      assertThat(get(PATH, reader).status()).isEqualTo(403);
      assertThat(post(PATH, reader, Map.of()).status()).isEqualTo(403);
      assertThat(delete(PATH + "/1", reader).status()).isEqualTo(403);
      assertThat(post(PATH, null, Map.of()).status()).isEqualTo(401);
      assertThat(get(PATH + "?limit=0", boss()).wrongField()).isEqualTo("query.limit too_small");
      assertThat(post(PATH, boss(), Map.of("expires_at", "2020-01-01T00:00:00Z")).wrongField())
          .isEqualTo("body.expires_at too_small");
    }
  }
}
