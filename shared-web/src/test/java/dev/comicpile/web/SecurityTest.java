package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who gets an answer. */
class SecurityTest extends WebTest {

  private static final Instant SOON = Instant.now().plusSeconds(600);

  @Autowired RevokedFamilies revoked;

  private Answer with(String authorization) {
    return send(request("/api/echo").header("Authorization", authorization).GET());
  }

  private static void assertUnauthorized(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("detail").asString()).contains("log in");
  }

  @Test
  void aTokenSaysWhoCalls() {
    Answer answer = with("Bearer " + token("f", SOON, List.of("admin")));
    assertThat(answer.json().get("reader").toString())
        .isEqualTo(
            "{\"id\":42,\"username\":\"ada\",\"admin\":true,\"family_id\":\"f\",\"key_scopes\":null}");
    assertThat(with("bearer " + token()).status()).isEqualTo(200);
  }

  @Test
  void withoutATokenThereIsNoAnswer() {
    assertUnauthorized(send(request("/api/echo").GET()));
    assertUnauthorized(send(request("/api/echo/abc").GET()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ä", "Basic YTpi"})
  void aMalformedTokenDoesNotCount(String authorization) {
    assertUnauthorized(with(authorization));
  }

  @Test
  void anEncodedPathIsNoWayAroundTheToken() {
    assertUnauthorized(send(request("/%61pi/echo/5").GET()));
    assertUnauthorized(send(request("/api/%65cho/5").GET()));
    Answer known =
        send(request("/%61pi/echo/5").header("Authorization", "Bearer " + token()).GET());
    assertThat(known.status()).isEqualTo(200);
  }

  @Test
  void aTokenInTheQueryDoesNotCount() {
    assertUnauthorized(send(request("/api/echo?access_token=" + token()).GET()));
  }

  @Test
  void anExpiredTokenDoesNotCount() {
    assertUnauthorized(with("Bearer " + token("f", Instant.now().minusSeconds(120), List.of())));
  }

  @Test
  void aTamperedTokenDoesNotCount() {
    String[] parts = token().split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    parts[1] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("\"42\"", "\"43\"").getBytes(StandardCharsets.UTF_8));
    assertUnauthorized(with("Bearer " + String.join(".", parts)));
  }

  @Test
  void anUnsignedTokenDoesNotCount() {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertUnauthorized(with("Bearer " + header + "." + token().split("\\.")[1] + "."));
  }

  @Test
  void aRevokedFamilyDoesNotCount() {
    String token = token("family-2", SOON, List.of());
    assertThat(with("Bearer " + token).status()).isEqualTo(200);
    revoked.revoked(new RevokedFamily("family-2", SOON));
    assertUnauthorized(with("Bearer " + token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/livez",
        "/readyz",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/prometheus",
        "/openapi.json",
        "/docs",
        "/webjars/swagger-ui/swagger-ui.css",
        "/webjars/swagger-ui/swagger-ui-bundle.js",
      })
  void thesePathsAreForEverybody(String path) {
    Answer answer = send(request(path).header("Authorization", "Bearer stale").GET());
    assertThat(answer.status()).isIn(200, 302);
  }

  @Test
  void anUnknownPathIsUnknownToEverybody() {
    for (String path : List.of("/api/none", "/api/admin/none", "/api")) {
      for (String authorization : List.of("Bearer x", "Bearer " + token(), "Basic YTpi")) {
        Answer answer = send(request(path).header("Authorization", authorization).GET());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      }
    }
  }

  @Test
  void onlyAnAdminReachesTheAdminsPaths() {
    assertThat(get("/api/admin/echo").status()).isEqualTo(403);
    assertUnauthorized(send(request("/api/admin/echo").GET()));
    String admin = token("f", SOON, List.of("admin"));
    assertThat(
            send(request("/api/admin/echo/").header("Authorization", "Bearer " + admin).GET())
                .status())
        .isEqualTo(200);
  }

  @Test
  void everyAnswerTellsBrowsersToBeCareful() {
    for (Answer answer :
        List.of(get("/api/echo"), get("/api/none"), send(request("/api/echo").GET()))) {
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("X-XSS-Protection")).isEqualTo("0");
      assertThat(answer.header("Vary")).isEqualTo("Origin");
    }
  }

  @Test
  void nothingElseOfTheActuatorIsShown() {
    assertThat(send(request("/actuator/env").GET()).status()).isEqualTo(404);
    assertThat(send(request("/actuator/heapdump").GET()).status()).isEqualTo(404);
  }

  @Test
  void healthIsOneWord() {
    assertThat(send(request("/health").GET()).json().get("status").asString()).isEqualTo("healthy");
  }
}
