package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Passkeys through two command-services that share a database and nothing else. */
class PasskeysApartIT extends OidcOverHttp {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static String challenge(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    return OidcBrowser.json(begun).path("challenge").asString();
  }

  @Test
  void whatOneCommandServiceAsksTheOtherChecks() {
    String name = "reader-" + NAMES.incrementAndGet();
    OidcBrowser browser = new OidcBrowser();
    String token = register(browser, name);
    SoftPasskey passkey = new SoftPasskey("localhost");
    String origin = "http://localhost:" + one;
    with(
        Map.of(),
        port -> {
          String asked = challenge(browser.post(one, "/api/account/passkeys/options", "", token));
          String made = JSON.writeValueAsString(passkey.made("Desk", asked, origin));
          assertThat(browser.post(port, "/api/account/passkeys", made, token).statusCode())
              .isEqualTo(201);

          OidcBrowser fresh = new OidcBrowser();
          String toSign = challenge(fresh.post(port, "/api/auth/web/passkey/options", "", null));
          String signed = JSON.writeValueAsString(passkey.signed(toSign, origin));
          assertThat(fresh.post(one, "/api/auth/web/passkey", signed, null).statusCode())
              .isEqualTo(200);
          assertThat(fresh.me(port).path("username").asString()).isEqualTo(name);
        });
  }

  @Test
  void whereThereIsNothingButTheProviderThereAreNone() {
    with(
        Map.of("comicpile.oidc.only", "true"),
        port -> {
          OidcBrowser browser = new OidcBrowser();
          assertThat(browser.post(port, "/api/auth/web/passkey/options", "", null).statusCode())
              .isEqualTo(403);
          assertThat(
                  OidcBrowser.json(browser.get(OidcBrowser.service(port, "/api/auth/methods")))
                      .path("passkeys")
                      .asBoolean())
              .isFalse();
        });
  }
}
