package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** A good token is checked once, and remembered as long as it counts. */
class AccessTokensTest {

  private static final Instant EXPIRY = Instant.parse("2026-11-01T12:30:00Z");

  private static final Reader OWNER =
      Reader.ofKey(new ReaderId(7), "ada", false, Set.of(Scope.READ));

  private final AtomicInteger checks = new AtomicInteger();
  private final RevokedFamilies revoked =
      new RevokedFamilies((revokedAfter, expiresAfter) -> List.of(), false, Clock.systemUTC());
  private Instant now = EXPIRY.minusSeconds(60);
  private final AccessTokens tokens =
      new AccessTokens(
          this::decode,
          key -> key.equals("pile_good") ? Optional.of(OWNER) : Optional.empty(),
          (family, reader) -> reader.number() != 3,
          revoked,
          () -> now);

  private Jwt decode(String token) {
    checks.incrementAndGet();
    if (token.equals("away")) {
      throw new JwtException("the keys are away");
    }
    if (!token.startsWith("good") || !now.isBefore(EXPIRY)) {
      throw new BadJwtException("bad");
    }
    return Jwt.withTokenValue(token)
        .header("alg", "none")
        .subject(token.equals("good") ? "1" : token.substring("good ".length()))
        .claim(Reader.USERNAME, "ada")
        .claim(Reader.FAMILY, "family")
        .expiresAt(EXPIRY)
        .build();
  }

  @Test
  void aTokenIsCheckedOnce() {
    for (int i = 0; i < 10; i++) {
      assertThat(tokens.readerOf("good").id()).isEqualTo(new ReaderId(1));
    }
    assertThat(checks).hasValue(1);
    assertThat(tokens.readerOf("good 2").id()).isEqualTo(new ReaderId(2));
    assertThat(checks).hasValue(2);
  }

  @Test
  void aKeyIsItsOwners() {
    assertThat(tokens.readerOf("pile_good")).isEqualTo(OWNER);
    assertThatThrownBy(() -> tokens.readerOf("pile_bad"))
        .isInstanceOf(InvalidBearerTokenException.class);
    assertThat(checks).hasValue(0);
  }

  @Test
  void aTokenOfAnUnknownFamilyIsARevokedOne() {
    assertThatThrownBy(() -> tokens.readerOf("good 3"))
        .isInstanceOf(InvalidBearerTokenException.class);
  }

  @Test
  void aRememberedTokenExpires() {
    tokens.readerOf("good");
    now = EXPIRY.minusMillis(1);
    tokens.readerOf("good");
    now = EXPIRY;

    assertThatThrownBy(() -> tokens.readerOf("good"))
        .isInstanceOf(InvalidBearerTokenException.class);
  }

  @Test
  void aRememberedTokenCountsNoMoreOnceItIsRevoked() {
    tokens.readerOf("good");

    revoked.revoked(new RevokedFamily("family", EXPIRY));

    assertThatThrownBy(() -> tokens.readerOf("good"))
        .isInstanceOf(InvalidBearerTokenException.class);
  }

  @Test
  void aBadTokenIsCheckedEachTime() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> tokens.readerOf("bad"))
          .isInstanceOf(InvalidBearerTokenException.class);
    }
    assertThat(checks).hasValue(3);
  }

  @Test
  void aTokenThatCannotBeCheckedIsNotABadOne() {
    assertThatThrownBy(() -> tokens.readerOf("away"))
        .isInstanceOf(AuthenticationServiceException.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Basic YTpi", "b"})
  void aHeaderWithoutABearerTokenHoldsNone(@Nullable String header) {
    assertThat(AccessTokens.inHeader(header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a", "bearer a.b-c_d~e+f/0==", "BEARER A="})
  void aHeaderHoldsItsToken(String header) {
    assertThat(AccessTokens.inHeader(header)).isEqualTo(header.substring(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer =", "Bearera", "Bearer ä"})
  void aMalformedTokenIsNone(String header) {
    assertThatThrownBy(() -> AccessTokens.inHeader(header))
        .isInstanceOf(InvalidBearerTokenException.class);
  }
}
