package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
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
    String sealed = browser.cookie("oidc_begun").orElseThrow().getValue();
    assertThat(browser.comeBack(callback, one)).isEqualTo("/?sign_in=signed_in");

    assertThat(browser.comeBack(callback, one)).isEqualTo("/?sign_in=expired");
    // also for who has kept the cookie
    HttpResponse<String> replayed =
        OidcBrowserRequests.getWithCookie(callback, "oidc_begun=" + sealed);
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
