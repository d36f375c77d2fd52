package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Says whose an access token or a key for programs is. A token's signature and its claims are
 * checked once; then it is remembered by its SHA-256, so that none lies in memory, until it
 * expires. Whether there is its family at all is asked then, too; whether that was revoked since is
 * asked each time.
 */
public final class AccessTokens {

  /** Some 5 MB; a token that is dropped beyond it is checked again. */
  private static final int MOST_REMEMBERED = 10_000;

  /** A token of a key that is published no more is good for no longer than this. */
  private static final Duration CHECKED_AGAIN_AFTER = Duration.ofMinutes(5);

  /** RFC 6750, section 2.1, for the clients that are not strict about it. */
  private static final Pattern BEARER =
      Pattern.compile("bearer +([a-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

  private final JwtDecoder decoder;
  private final ApiKeyOwners keys;
  private final TokenFamilies families;
  private final RevokedFamilies revoked;
  private final InstantSource clock;
  private final Cache<String, Known> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(CHECKED_AGAIN_AFTER)
          .executor(Runnable::run)
          .build();

  private record Known(Reader reader, long expiresAtMillis) {}

  /** Finds the owner of a key for programs, if it counts. */
  @FunctionalInterface
  interface ApiKeyOwners {
    Optional<Reader> readerOf(String key);
  }

  AccessTokens(
      JwtDecoder decoder,
      ApiKeyOwners keys,
      TokenFamilies families,
      RevokedFamilies revoked,
      InstantSource clock) {
    this.decoder = decoder;
    this.keys = keys;
    this.families = families;
    this.revoked = revoked;
    this.clock = clock;
  }

  /**
   * The reader whose token it is.
   *
   * @throws InvalidBearerTokenException if it does not count
   * @throws AuthenticationServiceException if it cannot be checked at the moment
   */
  Reader readerOf(String token) {
    if (ApiKeys.isOne(token)) {
      return keys.readerOf(token)
          .orElseThrow(() -> new InvalidBearerTokenException("a key that does not count"));
    }
    String hash = hash(token);
    Known entry = known.getIfPresent(hash);
    Reader reader;
    if (entry != null && clock.millis() < entry.expiresAtMillis()) {
      reader = entry.reader();
    } else {
      Jwt checked = check(token);
      reader = reader(checked);
      if (!families.isGood(reader.familyId(), reader.id())) {
        throw new InvalidBearerTokenException("of no family that counts");
      }
      Instant expiresAt = checked.getExpiresAt();
      if (expiresAt != null) {
        known.put(hash, new Known(reader, expiresAt.toEpochMilli()));
      }
    }
    if (revoked.isRevoked(reader.familyId(), reader.id())) {
      throw new InvalidBearerTokenException("revoked");
    }
    return reader;
  }

  /** Whether the token that a request came with, and was admitted by, still counts. */
  public boolean stillCounts(HttpServletRequest request) {
    String token = inHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (token == null) {
      return false;
    }
    try {
      readerOf(token);
      return true;
    } catch (AuthenticationException e) {
      return false;
    }
  }

  private Jwt check(String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException e) {
      throw new InvalidBearerTokenException("not a good token", e);
    } catch (JwtException e) {
      throw new AuthenticationServiceException("tokens cannot be checked", e);
    }
  }

  private static Reader reader(Jwt token) {
    try {
      return Reader.of(token);
    } catch (IllegalArgumentException e) {
      throw new InvalidBearerTokenException("not a token of ours", e);
    }
  }

  private static String hash(String token) {
    return new String(Sha256.digest().digest(token.getBytes(US_ASCII)), ISO_8859_1);
  }

  /**
   * The token of an {@code Authorization} header, null where it holds none.
   *
   * @throws InvalidBearerTokenException if it holds a bearer token that is none
   */
  static @Nullable String inHeader(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "bearer", 0, 6)) {
      return null;
    }
    Matcher bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      throw new InvalidBearerTokenException("malformed");
    }
    return bearer.group(1);
  }
}
