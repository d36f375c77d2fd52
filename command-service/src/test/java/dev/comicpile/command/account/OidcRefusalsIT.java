package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpCookie;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused to whom a provider has sent, or somebody else. */
class OidcRefusalsIT extends OidcOverHttp {

  @Test
  void aForgedStateIsRefused() {
    OidcBrowser browser = new OidcBrowser();
    URI callback = browser.atProvider(browser.begin(one), known());
    String forged = callback.toString().replaceFirst("state=[^&]*", "state=forged");

    assertThat(browser.comeBack(URI.create(forged), one)).isEqualTo("/?sign_in=expired");
    assertThat(browser.cookie("refresh_token")).isEmpty();
    assertThat(browser.comeBack(callback, one))
        .as("nobody else ends what a reader has begun")
        .isEqualTo("/?sign_in=signed_in");
  }

  @Test
  void aCodeThatIsGivenTwiceIsRefusedInTheApp() {
    OidcBrowser browser = new OidcBrowser();
    URI callback = browser.atProvider(browser.begin(one), known());

    assertThat(browser.comeBack(URI.create(callback + "&code=another"), one))
        .isEqualTo("/?sign_in=refused");
  }

  @Test
  void whoIsNobodyIsRefused() {
    for (String subject : List.of("", " ", "a\u0000b", "a\nb", "x".repeat(256))) {
      String name = "nobody-" + NAMES.incrementAndGet();
      provider.says(name, Map.of("sub", subject));

      assertThat(new OidcBrowser().signIn(one, name)).isEqualTo("/?sign_in=refused");
    }
  }

  @Test
  void anAddressThatIsNoneIsNotTakenOver() {
    for (Object address :
        List.of(
            List.of("a@example.com"),
            "no address",
            "nul\u0000@example.com",
            "a@example.com\u200b",
            "x".repeat(64) + "@" + "example.".repeat(30) + "com")) {
      String name = "odd-" + NAMES.incrementAndGet();
      provider.says(name, Map.of("email", address, "email_verified", true));
      OidcBrowser browser = new OidcBrowser();

      assertThat(browser.signIn(one, name)).as(name).isEqualTo("/?sign_in=signed_in");
      assertThat(browser.me(one).path("email").isNull()).as(name).isTrue();
    }
  }

  @Test
  void aNameOfAnyLengthFitsIntoACookie() {
    String name = known();
    register(new OidcBrowser(), name);
    provider.says(
        name,
        Map.of(
            "email",
            name + "@example.com",
            "email_verified",
            "true",
            "preferred_username",
            "\u0000" + "n".repeat(4000)));
    OidcBrowser browser = new OidcBrowser();

    assertThat(browser.signIn(one, name)).isEqualTo("/?sign_in=link_needed");
    assertThat(browser.cookie("oidc_identity").orElseThrow().getValue()).hasSizeLessThan(4000);
  }

  @Test
  void anAnswerWithoutEndIsNotReadToTheEnd() throws IOException {
    withProvider(
        Map.of("/.well-known/openid-configuration", new Said(200, discovery("x".repeat(1 << 20)))),
        port -> assertThat(new OidcBrowser().begin(port)).hasToString("/?sign_in=away"));
    String endless = "{\"access_token\": \"%s\"}".formatted("x".repeat(1 << 20));
    withProvider(
        Map.of(
            "/.well-known/openid-configuration", new Said(200, discovery("")),
            "/t", new Said(200, endless)),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          String state = OidcBrowser.parameter(browser.begin(port), "state");
          URI back = URI.create("/api/auth/oidc/sso/callback?code=one&state=" + state);
          assertThat(browser.comeBack(back, port)).isEqualTo("/?sign_in=away");
        });
  }

  @Test
  void whatAnswersInPlaceOfTheProviderIsNoProvider() throws IOException {
    for (int status : List.of(200, 400, 404, 500)) {
      withProvider(
          Map.of("/", new Said(status, "<html>a proxy speaks</html>")),
          port -> assertThat(new OidcBrowser().begin(port)).hasToString("/?sign_in=away"));
    }
  }

  private record Said(int status, String body) {}

  private static String discovery(String filler) {
    return """
        {"issuer": "ISSUER", "authorization_endpoint": "ISSUER/a", "token_endpoint": "ISSUER/t",
         "jwks_uri": "ISSUER/k", "response_types_supported": ["code"],
         "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256"], "filler": "%s"}
        """
        .formatted(filler);
  }

  /** With a provider that says at each path what it is told to, about itself as ISSUER. */
  private static void withProvider(Map<String, Said> said, With work) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    String issuer = "http://localhost:" + server.getAddress().getPort();
    said.forEach(
        (path, answer) ->
            server.createContext(
                path,
                exchange -> {
                  byte[] bytes =
                      answer.body().replace("ISSUER", issuer).getBytes(StandardCharsets.UTF_8);
                  exchange.getResponseHeaders().add("Content-Type", "application/json");
                  exchange.sendResponseHeaders(answer.status(), bytes.length);
                  try (OutputStream body = exchange.getResponseBody()) {
                    body.write(bytes);
                  }
                }));
    server.start();
    try {
      with(Map.of("comicpile.oidc.issuer", issuer), work);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aCallbackThatThisBrowserHasNotBegunIsRefused() {
    OidcBrowser attacker = new OidcBrowser();
    URI callback = attacker.atProvider(attacker.begin(one), known());

    OidcBrowser victim = new OidcBrowser();
    assertThat(victim.comeBack(callback, one)).isEqualTo("/?sign_in=expired");
    victim.begin(one);
    assertThat(victim.comeBack(callback, one)).isEqualTo("/?sign_in=expired");
    assertThat(victim.cookie("refresh_token")).isEmpty();
  }

  @Test
  void aCodeIsGoodOnce() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();
    URI callback = browser.atProvider(browser.begin(one), name);
    HttpCookie sealed = browser.cookie("oidc_begun").orElseThrow();
    assertThat(browser.comeBack(callback, one)).isEqualTo("/?sign_in=signed_in");

    assertThat(browser.comeBack(callback, one)).isEqualTo("/?sign_in=expired");
    // also for who has kept the cookie
    HttpResponse<String> replayed =
        OidcBrowserRequests.getWithCookie(callback, sealed.getName() + "=" + sealed.getValue());
    assertThat(OidcBrowser.location(replayed)).hasToString("/?sign_in=refused");
    assertThat(replayed.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("refresh_token=e"));
  }

  @Test
  void aTokenForAnotherSignInOrOfAnotherIssuerIsRefused() {
    for (Map<String, Object> lie :
        List.<Map<String, Object>>of(
            Map.of("nonce", "of another sign-in"),
            Map.of("iss", "https://evil.example"),
            Map.of("aud", List.of("another-client")))) {
      String name = "liar-" + NAMES.incrementAndGet();
      provider.says(name, lie);
      OidcBrowser browser = new OidcBrowser();

      assertThat(browser.signIn(one, name)).as(lie.toString()).isEqualTo("/?sign_in=refused");
      assertThat(browser.cookie("refresh_token")).isEmpty();
    }
  }

  @Test
  void anAnswerInTheNameOfAnotherIssuerIsRefused() {
    OidcBrowser browser = new OidcBrowser();
    URI callback = browser.atProvider(browser.begin(one), known());

    assertThat(browser.comeBack(URI.create(callback + "&iss=https://evil.example"), one))
        .isEqualTo("/?sign_in=refused");
  }

  @Test
  void whoTurnsBackAtTheProviderIsToldSo() {
    OidcBrowser browser = new OidcBrowser();
    String state = OidcBrowser.parameter(browser.begin(one), "state");
    URI back = URI.create("/api/auth/oidc/sso/callback?error=access_denied&state=" + state);

    assertThat(browser.comeBack(back, one)).isEqualTo("/?sign_in=cancelled");
  }

  @Test
  void nobodyIsSentElsewhere() {
    OidcBrowser browser = new OidcBrowser();
    for (String attempt :
        List.of("?redirect_uri=https://evil.example", "?continue=//evil.example")) {
      URI location =
          OidcBrowser.location(
              browser.get(OidcBrowser.service(one, "/api/auth/oidc/sso" + attempt)));
      assertThat(location.toString()).startsWith(provider.issuer()).doesNotContain("evil");
      URI back =
          OidcBrowser.location(
              browser.get(OidcBrowser.service(one, "/api/auth/oidc/sso/callback" + attempt)));
      assertThat(back).hasToString("/?sign_in=expired");
    }
  }

  @Test
  void aLockedReaderIsNotLetIn() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();
    browser.signIn(one, name);
    jdbc()
        .sql("update accounts.account set locked_at = now() where id = ?")
        .param(browser.me(one).path("id").asLong())
        .update();

    assertThat(new OidcBrowser().signIn(other, name)).isEqualTo("/?sign_in=locked");
  }

  @Test
  void anAddressThatIsNotVerifiedOpensNothing() {
    String name = "unverified-" + NAMES.incrementAndGet();
    register(new OidcBrowser(), name);
    provider.says(name, Map.of("email", name + "@example.com", "email_verified", false));

    assertThat(new OidcBrowser().signIn(one, name)).isEqualTo("/?sign_in=email_not_verified");
  }

  @Test
  void whereOnlySomeMayTheOthersMayNot() {
    String right = "right-" + NAMES.incrementAndGet();
    provider.says(right, Map.of("email", right + "@Club.example", "email_verified", true));
    String unverified = "unverified-" + NAMES.incrementAndGet();
    provider.says(unverified, Map.of("email", unverified + "@club.example"));
    String below = "below-" + NAMES.incrementAndGet();
    provider.says(below, Map.of("email", "x@evil-club.example", "email_verified", true));
    String member = "member-" + NAMES.incrementAndGet();
    provider.says(member, Map.of("groups", List.of("a", "readers")));
    with(
        Map.of(
            "comicpile.registration", "closed",
            "comicpile.oidc.allowed-domains", "club.example",
            "comicpile.oidc.allowed-groups", "readers,friends"),
        port -> {
          assertThat(new OidcBrowser().signIn(port, right)).isEqualTo("/?sign_in=signed_in");
          assertThat(new OidcBrowser().signIn(port, member)).isEqualTo("/?sign_in=signed_in");
          assertThat(new OidcBrowser().signIn(port, unverified))
              .isEqualTo("/?sign_in=email_not_verified");
          assertThat(new OidcBrowser().signIn(port, below)).isEqualTo("/?sign_in=not_allowed");
        });
  }

  @Test
  void whereRegistrationIsClosedOnlyWhoIsThereIsLetIn() {
    String there = known();
    new OidcBrowser().signIn(one, there);
    with(
        Map.of("comicpile.registration", "closed"),
        port -> {
          assertThat(new OidcBrowser().signIn(port, there)).isEqualTo("/?sign_in=signed_in");
          assertThat(new OidcBrowser().signIn(port, known()))
              .isEqualTo("/?sign_in=registration_closed");
        });
  }

  @Test
  void aProviderThatIsAwayKeepsNeitherTheStartNorPasswords() {
    String name = known();
    register(new OidcBrowser(), name);
    with(
        Map.of("comicpile.oidc.issuer", "http://localhost:" + freePort()),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          HttpResponse<String> begun = browser.get(OidcBrowser.service(port, "/api/auth/oidc/sso"));
          assertThat(OidcBrowser.location(begun)).hasToString("/?sign_in=away");
          String password = "{\"username\":\"%s\",\"password\":\"correct horse\"}".formatted(name);
          assertThat(browser.post(port, "/api/auth/web/login", password, null).statusCode())
              .isEqualTo(200);
          assertThat(
                  browser
                      .post(port, "/api/account/identities", "", browser.accessToken(port))
                      .statusCode())
              .isEqualTo(503);
        });
  }

  @Test
  void whereThereIsNoProviderThereIsNoSuchPath() {
    with(
        Map.of(
            "comicpile.oidc.issuer", "",
            "comicpile.oidc.client-id", "",
            "comicpile.oidc.client-secret", ""),
        port ->
            assertThat(
                    new OidcBrowser()
                        .get(OidcBrowser.service(port, "/api/auth/oidc/sso"))
                        .statusCode())
                .isEqualTo(404));
  }
}
