package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.ApiContract;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Linking accounts of a provider with those that are there. */
class OidcLinkingIT extends OidcOverHttp {

  @Test
  void anAccountThatIsThereIsLinkedByItsPasswordOnly() {
    String name = known();
    register(new OidcBrowser(), name);
    OidcBrowser browser = new OidcBrowser();
    assertThat(browser.signIn(one, name)).isEqualTo("/?sign_in=link_needed");
    assertThat(browser.cookie("refresh_token")).isEmpty();

    String wrong = "{\"username\":\"%s\",\"password\":\"wrong\"}".formatted(name);
    assertThat(browser.post(other, "/api/auth/web/link", wrong, null).statusCode()).isEqualTo(401);
    String right = "{\"username\":\"%s\",\"password\":\"correct horse\"}".formatted(name);
    assertThat(browser.post(other, "/api/auth/web/link", right, null).statusCode()).isEqualTo(200);

    assertThat(browser.me(one).path("username").asString()).isEqualTo(name);
    OidcBrowser again = new OidcBrowser();
    assertThat(again.signIn(one, name)).isEqualTo("/?sign_in=signed_in");
    assertThat(again.me(one).path("username").asString()).isEqualTo(name);
  }

  @Test
  void noPasswordLinksWhereNoProviderHasVouched() {
    String name = known();
    register(new OidcBrowser(), name);

    HttpResponse<String> refused =
        new OidcBrowser()
            .post(
                one,
                "/api/auth/web/link",
                "{\"username\":\"%s\",\"password\":\"correct horse\"}".formatted(name),
                null);

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void aReaderLinksTheirOwnAccountAndUnlinksIt() {
    String reader = "reader-" + NAMES.incrementAndGet();
    String provided = known();
    OidcBrowser browser = new OidcBrowser();
    String token = register(browser, reader);

    assertThat(link(browser, token, provided)).isEqualTo("/account?sign_in=linked");

    OidcBrowser elsewhere = new OidcBrowser();
    assertThat(elsewhere.signIn(other, provided)).isEqualTo("/?sign_in=signed_in");
    assertThat(elsewhere.me(one).path("username").asString()).isEqualTo(reader);
    var links = OidcBrowserRequests.get(one, "/api/account/identities", token);
    assertThat(OidcBrowser.json(links).get(0).path("email").asString())
        .isEqualTo(provided + "@example.com");
    long id = OidcBrowser.json(links).get(0).path("id").asLong();
    String other = register(new OidcBrowser(), "reader-" + NAMES.incrementAndGet());
    assertThat(OidcBrowserRequests.delete(one, "/api/account/identities/" + id, other))
        .isEqualTo(404);
    assertThat(OidcBrowserRequests.delete(one, "/api/account/identities/" + id, token))
        .isEqualTo(204);
    assertThat(new OidcBrowser().signIn(one, provided)).isEqualTo("/?sign_in=signed_in");
  }

  /** Each leaves a cookie, and all of them come back with the browser. */
  @Test
  void howeverManyLinksABrowserBeginsTheNewestCounts() {
    with(
        Map.of("comicpile.rate-limits", "on"),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          String token = register(browser, "reader-" + NAMES.incrementAndGet());
          HttpResponse<String> begun = browser.post(port, "/api/account/identities", "", token);
          for (int n = 1; n < 60; n++) {
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
            begun = browser.post(port, "/api/account/identities", "", token);
          }
          URI location = URI.create(OidcBrowser.json(begun).path("location").asString());

          assertThat(browser.cookies("oidc_begun_")).hasSizeLessThanOrEqualTo(4);
          assertThat(browser.comeBack(browser.atProvider(location, known()), port))
              .isEqualTo("/account?sign_in=linked");
        });
  }

  /** Each may ask the provider. Who is told to wait asks again with the same address. */
  @Test
  void whoComesBackAgainAndAgainIsToldToWait() {
    with(
        Map.of("comicpile.rate-limits", "on", "comicpile.rate-limit-logins", "2"),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          URI callback = browser.atProvider(browser.begin(port), known());
          URI nobodys = OidcBrowser.service(port, "/api/auth/oidc/sso/callback?state=x&code=y");
          HttpResponse<String> answer = browser.get(nobodys);
          while (answer.statusCode() == 303) {
            answer = browser.get(nobodys);
          }
          ApiContract.check(answer);
          assertThat(answer.statusCode()).isEqualTo(429);
          assertThat(answer.headers().firstValue("Retry-After")).isPresent();

          assertThat(browser.get(OidcBrowser.service(port, way(callback))).statusCode())
              .isEqualTo(429);
          assertThat(browser.comeBack(callback, one)).isEqualTo("/?sign_in=signed_in");
        });
  }

  private static String way(URI address) {
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  private static String link(OidcBrowser browser, String token, String provided) {
    HttpResponse<String> begun = browser.post(one, "/api/account/identities", "", token);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    URI location = URI.create(OidcBrowser.json(begun).path("location").asString());
    return browser.comeBack(browser.atProvider(location, provided), other);
  }

  @Test
  void whoIsLockedOrLoggedOutMeanwhileIsNotLinked() {
    for (var ending :
        Map.of(
                "locked", "update accounts.account set locked_at = now() where id = ?",
                "expired",
                    "update accounts.token_family set revoked_at = now() where account_id = ?")
            .entrySet()) {
      OidcBrowser browser = new OidcBrowser();
      String token = register(browser, "reader-" + NAMES.incrementAndGet());
      long id = browser.me(one).path("id").asLong();
      HttpResponse<String> begun = browser.post(one, "/api/account/identities", "", token);
      URI location = URI.create(OidcBrowser.json(begun).path("location").asString());
      jdbc().sql(ending.getValue()).param(id).update();

      assertThat(browser.comeBack(browser.atProvider(location, known()), other))
          .isEqualTo("/account?sign_in=" + ending.getKey());

      assertThat(
              jdbc()
                  .sql("select count(*) from accounts.identity where account_id = ?")
                  .param(id)
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void whatOpensSomebodyElsesAccountIsNotLinked() {
    String provided = known();
    new OidcBrowser().signIn(one, provided);
    OidcBrowser browser = new OidcBrowser();
    String token = register(browser, "reader-" + NAMES.incrementAndGet());

    assertThat(link(browser, token, provided)).isEqualTo("/account?sign_in=taken");
  }

  @Test
  void theLastWayInIsNotTakenAway() {
    OidcBrowser browser = new OidcBrowser();
    browser.signIn(one, known());
    String token = browser.accessToken(one);
    long id =
        OidcBrowser.json(OidcBrowserRequests.get(one, "/api/account/identities", token))
            .get(0)
            .path("id")
            .asLong();

    assertThat(OidcBrowserRequests.delete(one, "/api/account/identities/" + id, token))
        .isEqualTo(400);
    HttpResponse<String> set =
        browser.post(one, "/api/account/password", "{\"new_password\":\"correct horse\"}", token);
    assertThat(set.statusCode()).as(set.body()).isEqualTo(204);
    assertThat(OidcBrowserRequests.delete(one, "/api/account/identities/" + id, token))
        .isEqualTo(204);
  }

  @Test
  void whereNothingButTheProviderCountsAPasskeyIsNoWayIn() {
    OidcBrowser browser = new OidcBrowser();
    browser.signIn(one, known());
    String token = browser.accessToken(one);
    long passkey = passkey(browser);
    long identity =
        OidcBrowser.json(OidcBrowserRequests.get(one, "/api/account/identities", token))
            .get(0)
            .path("id")
            .asLong();
    with(
        Map.of("comicpile.oidc.only", "true"),
        port -> {
          assertThat(OidcBrowserRequests.delete(port, "/api/account/identities/" + identity, token))
              .isEqualTo(400);
          assertThat(OidcBrowserRequests.delete(port, "/api/account/passkeys/" + passkey, token))
              .isEqualTo(204);
        });
  }

  @Test
  void whereNothingButTheProviderCountsWhoeverHasNoneRemovesAPasskey() {
    OidcBrowser browser = new OidcBrowser();
    String token = register(browser, "reader-" + NAMES.incrementAndGet());
    long passkey = passkey(browser);
    with(
        Map.of("comicpile.oidc.only", "true"),
        port ->
            assertThat(OidcBrowserRequests.delete(port, "/api/account/passkeys/" + passkey, token))
                .isEqualTo(204));
  }

  private long passkey(OidcBrowser browser) {
    return jdbc()
        .sql(
            """
            insert into accounts.passkey
              (account_id, name, credential_id, public_key, signature_count, verified,
               backup_eligible, backed_up, transports, attestation_object, created_at)
            values (?, 'x', cast(? as text)::bytea, '', 0, true, false, false, '{}', '', now())
            returning id
            """)
        .params(browser.me(one).path("id").asLong(), "passkey-" + NAMES.incrementAndGet())
        .query(Long.class)
        .single();
  }
}
