package dev.comicpile.web;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What tokens are checked against: the keys that sign them and the families that they belong to
 * stand with the accounts, in the database that the services share.
 */
@Configuration(proxyBeanMethods = false)
@Import({AccessTokens.class, ApiKeys.class})
class TokenConfiguration {

  /** A key that is taken away there counts for no longer. */
  private static final Duration KEY_COUNTS = Duration.ofMinutes(5);

  /** Names that strangers think up are not kept beyond it. */
  private static final int MOST_KEYS = 100;

  @Bean
  @ConditionalOnMissingBean
  JwtDecoder jwtDecoder(ObjectProvider<JdbcClient> jdbc, StoreIdentity store) {
    return decoder(id -> publicKeys(jdbc.getObject(), id), store);
  }

  static JwtDecoder decoder(CacheLoader<String, List<JWK>> publicKeys, StoreIdentity store) {
    LoadingCache<String, List<JWK>> keys =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(KEY_COUNTS)
            .executor(Runnable::run)
            .build(publicKeys);
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(
                (selector, context) -> {
                  Set<String> named =
                      Objects.requireNonNullElse(selector.getMatcher().getKeyIDs(), Set.of());
                  try {
                    return named.stream().flatMap(id -> keys.get(id).stream()).toList();
                  } catch (DataAccessException away) {
                    throw new KeySourceException("the keys cannot be read", away);
                  }
                })
            .build();
    decoder.setJwtValidator(
        JwtValidators.createDefaultWithValidators(
            List.of(new JwtTimestampValidator(Duration.ZERO), tokensOf(store))));
    return decoder;
  }

  /**
   * Lets only tokens count that name this store as their issuer: the same reader's number may be
   * another reader's in another one. Tokens that were given out before tokens named their store
   * name none. They count where their family is known here and their reader's, which is asked of
   * each.
   */
  private static OAuth2TokenValidator<Jwt> tokensOf(StoreIdentity store) {
    return token -> {
      String issuer = token.getClaimAsString(JwtClaimNames.ISS);
      return issuer == null || issuer.equals(store.storeId())
          ? OAuth2TokenValidatorResult.success()
          : OAuth2TokenValidatorResult.failure(
              new OAuth2Error(
                  OAuth2ErrorCodes.INVALID_TOKEN, "the token is of another store", null));
    };
  }

  private static List<JWK> publicKeys(JdbcClient jdbc, String id) {
    return jdbc.sql("select jwk from accounts.signing_key where id = ?")
        .params(id)
        .query(
            (row, number) -> {
              try {
                return JWK.parse(row.getString(1)).toPublicJWK();
              } catch (ParseException e) {
                throw new IllegalStateException("a signing key cannot be read", e);
              }
            })
        .list();
  }

  /**
   * Reads what was revoked.
   *
   * @param othersRevoke off where one process has the database to itself
   */
  @Bean
  @ConditionalOnMissingBean
  RevokedFamilies revokedFamilies(
      ObjectProvider<JdbcClient> jdbc,
      @Value("${comicpile.shared-database}") boolean othersRevoke,
      Clock clock) {
    return new RevokedFamilies(
        (revokedAfter, expiresAfter) ->
            // answered from an index that holds nothing but revoked families, and from the few
            // readers who have left
            jdbc.getObject()
                .sql(
                    """
                    select id::text, access_expires_at from accounts.token_family
                    where revoked_at > ? and access_expires_at > ?
                    union all
                    select reader_id::text, departed_at from event_store.departed_reader
                    where departed_at > ?
                    """)
                .params(
                    inUtc(revokedAfter),
                    inUtc(expiresAfter),
                    inUtc(expiresAfter.minus(RevokedFamilies.DEPARTED)))
                .query((row, number) -> revoked(row))
                .list(),
        othersRevoke,
        clock);
  }

  /** A family by its id, or all those of a reader by their number. */
  private static RevokedFamily revoked(ResultSet row) throws SQLException {
    String id = row.getString(1);
    Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
    return isUuid(id) ? new RevokedFamily(id, at) : RevokedFamilies.reader(ReaderId.of(id), at);
  }

  /** Asked once for each token that is remembered then. */
  @Bean
  @ConditionalOnMissingBean
  TokenFamilies tokenFamilies(ObjectProvider<JdbcClient> jdbc) {
    return (familyId, readerId) ->
        isUuid(familyId)
            && jdbc.getObject()
                .sql(
                    """
                    select exists (
                      select from accounts.token_family
                      where id = cast(? as uuid) and account_id = ? and revoked_at is null)
                    """)
                .params(familyId, readerId.number())
                .query((row, number) -> row.getBoolean(1))
                .single();
  }

  private static boolean isUuid(String text) {
    try {
      UUID.fromString(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static OffsetDateTime inUtc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
