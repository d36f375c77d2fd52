package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.ApiContract;
import dev.comicpile.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** A browser's sign-in: its refresh token is in a cookie, and other sites get nothing by it. */
@SpringBootTest(
    classes = AccountsAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=comic-pile",
      "comicpile.rate-limits=off",
      "comicpile.trusted-proxies=127.0.0.1"
    })
class WebAuthIT {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String[] OWN = {"Sec-Fetch-Site", "same-origin"};

  @LocalServerPort int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", TestDatabase::url);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  private record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String setCookie() {
      return response.headers().firstValue("Set-Cookie").orElse("");
    }

    /** As the browser would send it back. */
    String cookie() {
      return setCookie().split(";", 2)[0];
    }

    String accessToken() {
      return JSON.readTree(response.body()).get("access_token").asString();
    }
  }

  private Answer post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/auth/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      ApiContract.check(response);
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String registration() {
    String name = "browser" + NAMES.incrementAndGet();
    return "{\"username\":\"%s\",\"email\":\"%s@example.com\",\"password\":\"correct horse\"}"
        .formatted(name, name);
  }

  private Answer register() {
    Answer registered = post("web/register", registration(), OWN);
    assertThat(registered.status()).isEqualTo(200);
    return registered;
  }

  private Answer refresh(String cookie) {
    return post("web/refresh", "", "Cookie", cookie, OWN[0], OWN[1]);
  }

  private int me(String token) {
    return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/auth/me"))
            .header("Authorization", "Bearer " + token)
            .build())
        .status();
  }

  @Test
  void theRefreshTokenIsInACookieThatNoScriptReadsAndNotInTheBody() {
    Answer registered = register();

    assertThat(registered.setCookie())
        .startsWith("refresh_token=ey")
        .contains("HttpOnly", "SameSite=Strict", "Path=/api/auth/web;")
        .doesNotContain("Secure");
    assertThat(registered.response().body()).doesNotContain("refresh");
    assertThat(me(registered.accessToken())).isEqualTo(200);
  }

  @Test
  void behindTlsTheCookieIsSecureAndNamesThePathOfTheProxy() {
    Answer registered =
        post(
            "web/register",
            registration(),
            OWN[0],
            OWN[1],
            "X-Forwarded-For",
            "192.0.2.1",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Prefix",
            "/comics");

    assertThat(registered.setCookie()).contains("; Secure", "Path=/comics/api/auth/web;");
  }

  @Test
  void refreshingReplacesTheCookieAndLoggingOutEndsIt() {
    Answer registered = register();
    Answer refreshed = refresh(registered.cookie());
    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.cookie()).isNotEqualTo(registered.cookie());
    assertThat(me(refreshed.accessToken())).isEqualTo(200);

    Answer out = post("web/logout", "", "Cookie", refreshed.cookie(), OWN[0], OWN[1]);

    assertThat(out.status()).isEqualTo(200);
    assertThat(out.setCookie()).startsWith("refresh_token=;").contains("Max-Age=0");
    assertThat(me(refreshed.accessToken())).isEqualTo(401);
    Answer late = refresh(refreshed.cookie());
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.setCookie()).contains("Max-Age=0");
  }

  @Test
  void loggingOutTwiceIsNoError() {
    assertThat(post("web/logout", "", OWN).status()).isEqualTo(200);
  }

  @Test
  void aBrowserThatWasNeverSignedInGets401() {
    assertThat(post("web/refresh", "", OWN).status()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordIsA401WithoutACookie() {
    Answer refused = post("web/login", "{\"username\":\"nobody\",\"password\":\"x\"}", OWN);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.setCookie()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web/register", "web/login", "web/refresh", "web/logout"})
  void otherSitesAndOtherClientsAreRefused(String path) {
    String body =
        path.equals("web/register")
            ? registration()
            : path.equals("web/login") ? "{\"username\":\"a\",\"password\":\"b\"}" : "";
    for (List<String> headers :
        List.of(
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Sec-Fetch-Site", "none"),
            List.of("Sec-Fetch-Site", "cross-site", "Origin", "http://localhost:" + port),
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"),
            List.of("X-Nothing", "said"))) {
      Answer refused = post(path, body, headers.toArray(String[]::new));
      assertThat(refused.status()).as("%s %s", path, headers).isEqualTo(403);
      assertThat(refused.setCookie()).isEmpty();
    }
  }

  @Test
  void overPlainHttpTheOriginAloneSaysWhoseThePageIs() {
    assertThat(post("web/register", registration(), "Origin", "http://localhost:" + port).status())
        .isEqualTo(200);
  }

  @Test
  void theMethodsOfSigningInAreSaidToAnybody() {
    Answer methods =
        send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/auth/methods"))
                .build());

    assertThat(methods.response().body())
        .isEqualTo(
            "{\"password\":true,\"registration\":\"open\",\"oidc\":[],\"passkeys\":true,\"demo\":false}");
  }
}
