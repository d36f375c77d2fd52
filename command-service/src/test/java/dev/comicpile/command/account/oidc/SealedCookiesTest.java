package dev.comicpile.command.account.oidc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.comicpile.command.account.SigningKeys;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What browsers keep is read across an upgrade, by the program of before and the one after it. */
class SealedCookiesTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private static final String PATH = "/api/auth/oidc";

  private static RSAKey key;
  private static SealedCookies cookies;

  @BeforeAll
  static void keys() throws JOSEException {
    key = new RSAKeyGenerator(2048).generate();
    SigningKeys keys = mock();
    when(keys.all()).thenReturn(new JWKSet(key));
    cookies =
        new SealedCookies(
            keys,
            JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build(),
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static SecretKey secret() throws JOSEException, GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.ofExtract()
                .addIKM(key.toRSAPrivateKey().getEncoded())
                .thenExpand("comic pile sealed cookies".getBytes(StandardCharsets.US_ASCII), 32));
  }

  private static ServletWebRequest browserWith(String name, Map<String, Object> claims)
      throws Exception {
    JWTClaimsSet.Builder sealed =
        new JWTClaimsSet.Builder().audience(name).expirationTime(Date.from(NOW.plusSeconds(60)));
    claims.forEach(sealed::claim);
    EncryptedJWT jwt =
        new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), sealed.build());
    jwt.encrypt(new DirectEncrypter(secret()));
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setCookies(new Cookie(name, jwt.serialize()));
    return new ServletWebRequest(request, new MockHttpServletResponse());
  }

  private static Map<String, Object> claimsOf(String name, Object kept) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    cookies.set(name, PATH, kept, new ServletWebRequest(new MockHttpServletRequest(), response));
    EncryptedJWT jwt = EncryptedJWT.parse(requireNonNull(response.getCookie(name)).getValue());
    jwt.decrypt(new DirectDecrypter(secret()));
    return jwt.getJWTClaimsSet().toJSONObject();
  }

  @Test
  void aSignInThatWasBegunBeforeGoesOn() throws Exception {
    Map<String, Object> sealed =
        Map.of("state", "s", "nonce", "n", "verifier", "v", "redirect", "https://a.example/back");
    assertThat(
            cookies.take(
                "begun", PATH, OidcBegun.class, kept -> true, browserWith("begun", sealed)))
        .contains(new OidcBegun("s", "n", "v", "https://a.example/back", null, null));
  }

  @Test
  void whatAnotherVersionHasKeptOtherwiseIsNone() throws Exception {
    ServletWebRequest browser = browserWith("begun", Map.of("state", Map.of("of", "another")));

    assertThat(cookies.take("begun", PATH, OidcBegun.class, kept -> true, browser)).isEmpty();
  }

  @Test
  void aLinkThatWasBegunBeforeGoesOn() throws Exception {
    OidcBegun begun = new OidcBegun("s", "n", "v", "https://a.example/back", "12", "f");
    Map<String, Object> claims = claimsOf("begun", begun);
    assertThat(claims)
        .containsOnly(
            Map.entry("state", "s"),
            Map.entry("nonce", "n"),
            Map.entry("verifier", "v"),
            Map.entry("redirect", "https://a.example/back"),
            Map.entry("link_to", "12"),
            Map.entry("family", "f"),
            Map.entry("aud", "begun"),
            Map.entry("exp", NOW.plus(SealedCookies.COUNTS).getEpochSecond()));
    claims.keySet().removeAll(Set.of("aud", "exp"));
    assertThat(
            cookies.take(
                "begun", PATH, OidcBegun.class, kept -> true, browserWith("begun", claims)))
        .contains(begun);
  }

  @Test
  void whoLooksForTheirPasswordMeanwhileIsStillKnown() throws Exception {
    Map<String, Object> sealed =
        Map.of("iss", "https://id.example", "sub", "me", "verified", true, "name", "Me");
    assertThat(new OidcNewcomers(cookies).take(browserWith("oidc_identity", sealed)))
        .contains(new OidcIdentity("https://id.example", "me", null, true, "Me", Set.of()));
  }

  @Test
  void anotherCookieIsNotTakenForIt() throws Exception {
    ServletWebRequest browser = browserWith("another", Map.of("state", "s"));
    ((MockHttpServletRequest) browser.getRequest())
        .setCookies(new Cookie("begun", browser.getRequest().getCookies()[0].getValue()));
    assertThat(cookies.take("begun", PATH, OidcBegun.class, kept -> true, browser)).isEmpty();
  }
}
