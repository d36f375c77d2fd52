package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Signing in by a provider, where all is well. */
@ExtendWith(OutputCaptureExtension.class)
class OidcIT extends OidcOverHttp {

  @Test
  void whoIsNewGetsAnAccountAndTheCookieOfTheApp() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();

    assertThat(browser.signIn(one, name)).isEqualTo("/?sign_in=signed_in");

    assertThat(browser.cookie("refresh_token"))
        .hasValueSatisfying(cookie -> assertThat(cookie.getPath()).isEqualTo("/api/auth/web"));
    assertThat(browser.cookie("oidc_begun")).isEmpty();
    assertThat(browser.me(one).path("username").asString()).isEqualTo("known-" + name.substring(6));
    assertThat(browser.me(one).path("email").asString()).isEqualTo(name + "@example.com");
    assertThat(browser.me(one).path("has_password").asBoolean()).isFalse();
  }

  @Test
  void whatOneCommandServiceBeginsTheOtherEnds() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();
    URI callback = browser.atProvider(browser.begin(one), name);

    assertThat(browser.comeBack(callback, other)).isEqualTo("/?sign_in=signed_in");

    long id = browser.me(one).path("id").asLong();
    OidcBrowser again = new OidcBrowser();
    assertThat(again.comeBack(again.atProvider(again.begin(other), name), one))
        .isEqualTo("/?sign_in=signed_in");
    assertThat(again.me(other).path("id").asLong()).isEqualTo(id);
  }

  @Test
  void twoTabsDoNotDisturbEachOther() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();
    URI first = browser.begin(one);
    URI second = browser.begin(other);

    assertThat(browser.comeBack(browser.atProvider(first, name), one))
        .isEqualTo("/?sign_in=signed_in");
    assertThat(browser.comeBack(browser.atProvider(second, name), one))
        .isEqualTo("/?sign_in=signed_in");
  }

  @Test
  void ofManyThatAreBegunTheNewestAreKept() {
    OidcBrowser browser = new OidcBrowser();
    URI last = browser.begin(one);
    for (int n = 0; n < 7; n++) {
      last = browser.begin(one);
    }

    assertThat(browser.cookies("oidc_begun_")).hasSize(4);
    assertThat(browser.comeBack(browser.atProvider(last, known()), one))
        .isEqualTo("/?sign_in=signed_in");
  }

  @Test
  void theBrowserIsSentToTheProviderWithPkceAndANonce() {
    URI location = new OidcBrowser().begin(one);

    assertThat(location.toString()).startsWith(provider.issuer() + "/oauth2/authorize?");
    assertThat(OidcBrowser.parameter(location, "code_challenge_method")).isEqualTo("S256");
    assertThat(OidcBrowser.parameter(location, "code_challenge")).isNotBlank();
    assertThat(OidcBrowser.parameter(location, "nonce")).isNotBlank();
    assertThat(OidcBrowser.parameter(location, "state")).isNotBlank();
  }

  @Test
  void whatIsKeptMeanwhileIsSealedAndLax() {
    OidcBrowser browser = new OidcBrowser();
    HttpResponse<String> begun = browser.get(OidcBrowser.service(one, "/api/auth/oidc/sso"));
    String state = OidcBrowser.parameter(OidcBrowser.location(begun), "state");

    assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("oidc_begun_")
        .contains("HttpOnly", "SameSite=Lax", "Path=/api/auth/oidc")
        .doesNotContain(state);
  }

  @Test
  void whoHasNoPasswordLeavesByAFreshSignInAndTakesTheLinkAlong() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();
    browser.signIn(one, name);
    long id = browser.me(one).path("id").asLong();
    jdbc()
        .sql(
            "update accounts.token_family set created_at = created_at - interval '6 minutes'"
                + " where account_id = ?")
        .param(id)
        .update();
    assertThat(OidcBrowserRequests.delete(one, "/api/account", browser.accessToken(one), "{}"))
        .isEqualTo(400);
    browser.signIn(one, name);

    assertThat(OidcBrowserRequests.delete(one, "/api/account", browser.accessToken(one), "{}"))
        .isEqualTo(204);

    assertThat(
            jdbc()
                .sql("select count(*) from accounts.identity where account_id = ?")
                .param(id)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void namesThatAreTakenAreNumbered() {
    register(new OidcBrowser(), "grace");
    provider.says("somebody-called-grace", Map.of("preferred_username", "Grace"));
    OidcBrowser browser = new OidcBrowser();

    assertThat(browser.signIn(one, "somebody-called-grace")).isEqualTo("/?sign_in=signed_in");

    assertThat(browser.me(one).path("username").asString()).isEqualTo("Grace-2");
  }

  @Test
  void whereThereIsNothingButTheProviderAnAdminGetsInByACode() {
    String admin = known();
    register(new OidcBrowser(), admin);
    jdbc().sql("update accounts.account set admin = true where username = ?").param(admin).update();
    String reader = known();
    register(new OidcBrowser(), reader);
    with(
        Map.of("comicpile.oidc.only", "true"),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          String password = "{\"username\":\"%s\",\"password\":\"correct horse\"}".formatted(admin);
          for (String path : List.of("/api/auth/web/login", "/api/auth/login")) {
            assertThat(browser.post(port, path, password, null).statusCode()).isEqualTo(403);
          }
          String registration =
              "{\"username\":\"x\",\"email\":\"x@example.com\",\"password\":\"correct horse\"}";
          assertThat(browser.post(port, "/api/auth/register", registration, null).statusCode())
              .isEqualTo(403);
          assertThat(new OidcBrowser().signIn(port, known())).isEqualTo("/?sign_in=signed_in");

          assertThat(code(browser, port, reader, codeFor(reader))).isEqualTo(400);
          assertThat(code(browser, port, admin, "aaaa-bbbb-cccc-dddd")).isEqualTo(400);
          String code = codeFor(admin);
          assertThat(code(browser, port, admin, code)).isEqualTo(200);
          assertThat(code(browser, port, admin, code)).isEqualTo(400);
          assertThat(browser.me(port).path("is_admin").asBoolean()).isTrue();
        });
    assertThat(code(new OidcBrowser(), one, admin, codeFor(admin))).isEqualTo(403);
  }

  private static int code(OidcBrowser browser, int port, String name, String code) {
    return browser
        .post(
            port,
            "/api/auth/web/code",
            "{\"username\":\"%s\",\"code\":\"%s\"}".formatted(name, code),
            null)
        .statusCode();
  }

  /** As the command on the machine makes it. */
  private static String codeFor(String name) {
    Account account = new AccountTable(jdbc()).findByName(name).orElseThrow();
    return new ResetCodeTable(jdbc()).make(account.id(), java.time.Instant.now()).code().text();
  }

  @Test
  void behindAProxyTheWayBackIsWhereBrowsersFindUs() {
    with(
        Map.of("comicpile.public-url", "https://example.com/comics/"),
        port ->
            assertThat(OidcBrowser.parameter(new OidcBrowser().begin(port), "redirect_uri"))
                .isIn(
                    "https://example.com/comics/api/auth/oidc/sso/callback",
                    "https%3A%2F%2Fexample.com%2Fcomics%2Fapi%2Fauth%2Foidc%2Fsso%2Fcallback"));
  }

  @Test
  void signingOutOfTheProviderLeadsThere() {
    URI end =
        OidcBrowser.location(
            new OidcBrowser().get(OidcBrowser.service(one, "/api/auth/oidc/sso/logout")));

    assertThat(end.toString())
        .startsWith(provider.issuer() + "/connect/logout?client_id=comic-pile&")
        .contains("post_logout_redirect_uri=http");
  }

  @Test
  void nothingThatOpensAnAccountIsInTheLog(CapturedOutput log) {
    String name = known();
    with(
        Map.of(
            "logging.level.dev.comicpile", "debug",
            "logging.level.org.springframework.security.oauth2", "debug"),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          URI callback = browser.atProvider(browser.begin(port), name);
          String sealed = browser.cookie("oidc_begun").orElseThrow().getValue();
          browser.comeBack(callback, port);

          assertThat(log.getAll())
              .doesNotContain(
                  TestProvider.SECRET,
                  sealed,
                  OidcBrowser.parameter(callback, "code"),
                  OidcBrowser.parameter(callback, "state"),
                  browser.cookie("refresh_token").orElseThrow().getValue(),
                  browser.accessToken(port),
                  name + "@example.com");
        });
  }
}
