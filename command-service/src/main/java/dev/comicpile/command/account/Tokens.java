package dev.comicpile.command.account;

import dev.comicpile.web.PileSettings;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RevokedFamilies;
import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives out tokens in families: a login starts one, a refresh gives its next pair, and from a
 * logout, the second use of a refresh token or an admin's revocation on, none of its tokens counts.
 */
@Component
class Tokens {

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private static final String REFRESH = "refresh";

  private final AccountTable accounts;
  private final TokenFamilyTable families;
  private final RevokedFamilies revoked;
  private final JwtEncoder encoder;
  private final JwtDecoder decoder;
  private final PileSettings settings;
  private final Clock clock;

  Tokens(
      AccountTable accounts,
      TokenFamilyTable families,
      RevokedFamilies revoked,
      JwtEncoder encoder,
      JwtDecoder decoder,
      PileSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.families = families;
    this.revoked = revoked;
    this.encoder = encoder;
    this.decoder = decoder;
    this.settings = settings;
    this.clock = clock;
  }

  /** The first pair of a new family. */
  @Transactional
  public TokenPair start(Account account) {
    Instant now = clock.instant();
    families.deleteExpired(account.id(), now);
    UUID id = UUID.randomUUID();
    UUID refreshId = UUID.randomUUID();
    families.insert(
        id,
        account.id(),
        refreshId,
        now,
        now.plus(settings.accessTokenTtl()),
        now.plus(settings.refreshTokenTtl()));
    return pair(account, id, refreshId, now);
  }

  /** Whether somebody has logged in to this account, as far as it is remembered. */
  boolean hasLoggedIn(long accountId) {
    return families.existsByAccountId(accountId);
  }

  /**
   * The next pair of the family that a refresh token belongs to; empty if the token does not count.
   * A token that was used before has been stolen from one of its two users: then the whole family
   * is revoked.
   */
  @Transactional
  public Optional<TokenPair> refresh(String refreshToken) {
    Jwt token;
    UUID familyId;
    UUID refreshId;
    try {
      token = decoder.decode(refreshToken);
      if (!REFRESH.equals(token.getClaimAsString(Reader.USE))) {
        return Optional.empty();
      }
      familyId = UUID.fromString(token.getClaimAsString(Reader.FAMILY));
      refreshId = UUID.fromString(token.getId());
    } catch (BadJwtException | IllegalArgumentException e) {
      return Optional.empty();
    }
    TokenFamily family = families.lock(familyId).orElse(null);
    if (family == null || family.revoked()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!family.refreshId().equals(refreshId)) {
      log.warn(
          "reader {}: a refresh token was used twice, family {} is revoked",
          family.accountId(),
          family.id());
      revoke(family, now);
      return Optional.empty();
    }
    Account account = accounts.findById(family.accountId()).orElse(null);
    if (account == null) {
      return Optional.empty();
    }
    UUID nextRefreshId = UUID.randomUUID();
    families.rotate(
        familyId,
        nextRefreshId,
        now.plus(settings.accessTokenTtl()),
        now.plus(settings.refreshTokenTtl()));
    return Optional.of(pair(account, family.id(), nextRefreshId, now));
  }

  /** Lets no token of the reader's family count any more, here at once and elsewhere soon. */
  @Transactional
  public void revoke(Reader reader) {
    families
        .lock(UUID.fromString(reader.familyId()))
        .filter(family -> !family.revoked())
        .ifPresent(family -> revoke(family, clock.instant()));
  }

  /**
   * Lets no token of the reader count that was given out so far, on any device; whoever logs in
   * anew gets tokens that do.
   *
   * @return how many logins have ended by it
   */
  @Transactional
  public int revokeAll(long accountId) {
    Instant now = clock.instant();
    List<TokenFamily> counting = families.lockAll(accountId, now);
    counting.forEach(family -> revoke(family, now));
    return counting.size();
  }

  /** Counts here from the end of the transaction on, and elsewhere soon. */
  private void revoke(TokenFamily family, Instant now) {
    families.revoke(family.id(), now);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            revoked.revoked(new RevokedFamily(family.id().toString(), family.accessExpiresAt()));
          }
        });
  }

  private TokenPair pair(Account account, UUID familyId, UUID refreshId, Instant now) {
    JwtClaimsSet access =
        JwtClaimsSet.builder()
            .subject(Long.toString(account.id()))
            .id(UUID.randomUUID().toString())
            .issuedAt(now)
            .expiresAt(now.plus(settings.accessTokenTtl()))
            .claim(Reader.FAMILY, familyId.toString())
            .claim(Reader.USERNAME, account.username())
            .claim(Reader.ROLES, account.admin() ? List.of(Reader.ADMIN) : List.of())
            .build();
    JwtClaimsSet refresh =
        JwtClaimsSet.builder()
            .subject(Long.toString(account.id()))
            .id(refreshId.toString())
            .issuedAt(now)
            .expiresAt(now.plus(settings.refreshTokenTtl()))
            .claim(Reader.FAMILY, familyId.toString())
            .claim(Reader.USE, REFRESH)
            .build();
    return new TokenPair(sign(access), sign(refresh));
  }

  private String sign(JwtClaimsSet claims) {
    JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
