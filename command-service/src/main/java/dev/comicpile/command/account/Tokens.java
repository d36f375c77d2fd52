package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.RevokedFamilies;
import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.server.ResponseStatusException;

/**
 * Gives out tokens in families: a login starts one, a refresh gives its next pair, and from a
 * logout, a late second use of a refresh token or an admin's revocation on, none of its tokens
 * counts. Each token names its store, so that it opens nothing in another one.
 */
@Component
public class Tokens {

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  /**
   * For so long after its first use a refresh token gives another pair: two tabs refresh at once,
   * or an answer is lost and the client asks again.
   */
  static final Duration USED_AGAIN = Duration.ofSeconds(15);

  private final AccountTable accounts;
  private final TokenFamilyTable families;
  private final RevokedFamilies revoked;
  private final JwtEncoder encoder;
  private final JwtDecoder decoder;
  private final StoreIdentity store;
  private final PileSettings settings;
  private final Clock clock;

  Tokens(
      AccountTable accounts,
      TokenFamilyTable families,
      RevokedFamilies revoked,
      JwtEncoder encoder,
      JwtDecoder decoder,
      StoreIdentity store,
      PileSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.families = families;
    this.revoked = revoked;
    this.encoder = encoder;
    this.decoder = decoder;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The first pair of a new family.
   *
   * @param account as it was when its password was compared
   * @param device what the reader logs in with
   * @throws Account.Locked if nobody can sign in to the account
   * @throws ResponseStatusException 401, if the password is another one by now
   */
  @Transactional
  public TokenPair start(Account account, Device device) {
    Account known =
        accounts.findUnchanged(account.id()).orElseThrow(Logins::incorrect).requireUnlocked();
    if (!Objects.equals(known.passwordHash(), account.passwordHash())) {
      throw Logins.incorrect();
    }
    Instant now = clock.instant();
    families.deleteExpired(known.id(), now);
    return pair(known, UUID.randomUUID(), device, now);
  }

  /** What a refresh token says of itself. */
  private record Refresh(UUID familyId, UUID id) {}

  /** Whether somebody has logged in to this account from there, as far as it is remembered. */
  boolean hasLoggedIn(ReaderId accountId, String network) {
    return families.existsFrom(accountId, network);
  }

  /**
   * The next pair of the family that a refresh token belongs to; empty if the token does not count.
   * A token that was used before, and not just now, has been stolen from one of its two users: then
   * the whole family is revoked.
   */
  @Transactional
  public Optional<TokenPair> refresh(String refreshToken) {
    Refresh token = read(refreshToken).orElse(null);
    if (token == null) {
      return Optional.empty();
    }
    UUID familyId = token.familyId();
    ReaderId accountId = families.lock(familyId).orElse(null);
    if (accountId == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant justNow = now.minus(USED_AGAIN);
    if (!families.isGood(token.id(), familyId, justNow)) {
      log.warn(
          "reader {}: a refresh token was used twice, family {} is revoked", accountId, familyId);
      revoke(familyId);
      return Optional.empty();
    }
    families.useToken(token.id(), familyId, now);
    families.deleteSpentTokens(familyId, justNow, now);
    return Optional.of(pair(accounts.requireOwn(accountId), familyId, null, now));
  }

  private Optional<Refresh> read(String refreshToken) {
    try {
      Jwt token = decoder.decode(refreshToken);
      return Reader.REFRESH.equals(token.getClaimAsString(Reader.USE))
          ? Optional.of(
              new Refresh(
                  UUID.fromString(token.getClaimAsString(Reader.FAMILY)),
                  UUID.fromString(token.getId())))
          : Optional.empty();
    } catch (BadJwtException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Lets no token of a refresh token's family count any more, whether or not it could still be
   * used.
   *
   * @return whether there is such a family, revoked before or now
   */
  @Transactional
  public boolean revoke(String refreshToken) {
    return read(refreshToken).filter(token -> revoke(token.familyId())).isPresent();
  }

  /** Lets no token of the reader's family count any more, here at once and elsewhere soon. */
  @Transactional
  public void revoke(Reader reader) {
    revoke(UUID.fromString(reader.familyId()));
  }

  private boolean revoke(UUID familyId) {
    return ended(families.revoke(familyId, clock.instant())) > 0;
  }

  /**
   * Lets no token of the reader count that was given out so far, on any device; whoever logs in
   * anew gets tokens that do.
   *
   * @return how many logins have ended by it
   */
  @Transactional
  public int revokeAll(ReaderId accountId) {
    return ended(families.revokeAll(accountId, null, clock.instant()));
  }

  /** The logins of a reader that count, seen last first. */
  List<DeviceSession> sessions(Reader reader) {
    return families.sessions(reader.id(), UUID.fromString(reader.familyId()), clock.instant());
  }

  /**
   * Ends one login of a reader by its number.
   *
   * @throws RefusedException 404, if there is none
   */
  @Transactional
  public void revoke(ReaderId accountId, long number) {
    if (ended(families.revoke(accountId, number, clock.instant())) == 0) {
      throw RefusedException.notFound("device_not_found", "Session " + number + " not found");
    }
  }

  /** Lets no token of the reader count but those of the family that they call with. */
  @Transactional
  public int revokeOthers(Reader reader) {
    UUID own = UUID.fromString(reader.familyId());
    return ended(families.revokeAll(reader.id(), own, clock.instant()));
  }

  /** Counts here from the end of the transaction on, and elsewhere soon. */
  private int ended(List<RevokedFamily> families) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            families.forEach(revoked::revoked);
          }
        });
    return families.size();
  }

  private TokenPair pair(Account account, UUID familyId, @Nullable Device device, Instant now) {
    UUID refreshId = UUID.randomUUID();
    Instant accessExpiresAt = now.plus(settings.accessTokenTtl());
    Instant refreshExpiresAt = now.plus(settings.refreshTokenTtl());
    families.giveOut(
        refreshId, familyId, account.id(), device, now, accessExpiresAt, refreshExpiresAt);
    JwtClaimsSet access =
        claims(account, familyId, UUID.randomUUID(), now, accessExpiresAt)
            .claim(Reader.USERNAME, account.username())
            .claim(Reader.ROLES, account.admin() ? List.of(Reader.ADMIN) : List.of())
            .build();
    JwtClaimsSet refresh =
        claims(account, familyId, refreshId, now, refreshExpiresAt)
            .claim(Reader.USE, Reader.REFRESH)
            .build();
    return new TokenPair(sign(access), sign(refresh));
  }

  private JwtClaimsSet.Builder claims(
      Account account, UUID familyId, UUID id, Instant now, Instant expiresAt) {
    return JwtClaimsSet.builder()
        .issuer(store.storeId())
        .subject(account.id().toString())
        .id(id.toString())
        .issuedAt(now)
        .expiresAt(expiresAt)
        .claim(Reader.FAMILY, familyId.toString());
  }

  private String sign(JwtClaimsSet claims) {
    JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
