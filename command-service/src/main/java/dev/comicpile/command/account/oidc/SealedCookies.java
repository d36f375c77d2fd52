package dev.comicpile.command.account.oidc;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.comicpile.command.account.SigningKeys;
import dev.comicpile.web.ForwardedPrefix;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cookies that keep something between two requests of a browser, which can neither read nor change
 * them. Their key follows from the one that signs tokens, so that any process opens what another
 * has sealed. They come along where another site leads back here, and never to a script.
 */
@Component
class SealedCookies {

  /** For so long one may stay with the provider, or look for one's password. */
  static final Duration COUNTS = Duration.ofMinutes(10);

  private static final byte[] INFO =
      "comic pile sealed cookies".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;

  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

  private final SigningKeys keys;
  private final JsonMapper json;
  private final Clock clock;

  SealedCookies(SigningKeys keys, JsonMapper json, Clock clock) {
    this.keys = keys;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Sets a cookie.
   *
   * @param path of the API, below which it is sent back
   * @param kept a record of what it keeps
   */
  void set(String name, String path, Object kept, ServletWebRequest browser) {
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    json.convertValue(kept, CLAIMS).forEach(claims::claim);
    Instant expiresAt = clock.instant().plus(COUNTS);
    EncryptedJWT sealed =
        new EncryptedJWT(
            new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
            claims.audience(name).expirationTime(Date.from(expiresAt)).build());
    try {
      sealed.encrypt(new DirectEncrypter(key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a cookie cannot be sealed", e);
    }
    add(name, path, sealed.serialize(), COUNTS, browser);
  }

  /** Nothing, where another version of this program has kept something else. */
  private <T> Optional<T> read(JWTClaimsSet claims, Class<T> type) {
    try {
      return Optional.of(json.convertValue(claims.toJSONObject(), type));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * Opens a cookie and has the browser forget it; empty if there is none that counts. One that is
   * not meant stays.
   */
  <T> Optional<T> take(
      String name, String path, Class<T> type, Predicate<T> meant, ServletWebRequest browser) {
    Cookie cookie = WebUtils.getCookie(browser.getRequest(), name);
    if (cookie == null) {
      return Optional.empty();
    }
    Optional<T> kept = open(name, cookie.getValue()).flatMap(claims -> read(claims, type));
    if (kept.isPresent() && !meant.test(kept.get())) {
      return Optional.empty();
    }
    add(name, path, "", Duration.ZERO, browser);
    return kept;
  }

  /**
   * Has the browser forget the oldest of several cookies, and those that count no more.
   *
   * @param prefix what their names begin with
   * @param most how many stay
   */
  void keepNewest(String prefix, String path, int most, ServletWebRequest browser) {
    Comparator<Cookie> byEnd =
        Comparator.comparing(
            cookie ->
                open(cookie.getName(), cookie.getValue())
                    .map(claims -> claims.getExpirationTime().toInstant())
                    .orElse(Instant.MIN));
    Cookie[] all = requireNonNullElse(browser.getRequest().getCookies(), new Cookie[0]);
    Arrays.stream(all)
        .filter(cookie -> cookie.getName().startsWith(prefix))
        .sorted(byEnd.reversed())
        .skip(most)
        .forEach(cookie -> add(cookie.getName(), path, "", Duration.ZERO, browser));
  }

  private Optional<JWTClaimsSet> open(String name, String value) {
    try {
      EncryptedJWT sealed = EncryptedJWT.parse(value);
      sealed.decrypt(new DirectDecrypter(key()));
      JWTClaimsSet claims = sealed.getJWTClaimsSet();
      return Optional.of(claims)
          .filter(known -> known.getAudience().contains(name))
          .filter(known -> known.getExpirationTime().toInstant().isAfter(clock.instant()));
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private SecretKey key() {
    try {
      byte[] secret = keys.all().getKeys().getFirst().toRSAKey().toRSAPrivateKey().getEncoded();
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES", HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(INFO, KEY_BYTES));
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException("there is no key to seal cookies with", e);
    }
  }

  private static void add(
      String name, String path, String value, Duration age, ServletWebRequest browser) {
    ResponseCookie cookie =
        ResponseCookie.from(name, value)
            .path(ForwardedPrefix.of(browser.getRequest()) + path)
            .httpOnly(true)
            .secure(browser.isSecure())
            .sameSite("Lax")
            .maxAge(age)
            .build();
    requireNonNull(browser.getResponse()).addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
