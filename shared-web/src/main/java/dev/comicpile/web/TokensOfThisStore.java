package dev.comicpile.web;

import dev.comicpile.api.StoreIdentity;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * Lets only tokens count that name this store as their issuer: the same reader's number may be
 * another reader's in another one.
 *
 * <p>Tokens that were given out before tokens named their store name none. They count where their
 * family is known here and their reader's, which is asked of each.
 */
public final class TokensOfThisStore implements OAuth2TokenValidator<Jwt> {

  private static final OAuth2TokenValidatorResult OTHER_STORE =
      OAuth2TokenValidatorResult.failure(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "the token is of another store", null));

  private final StoreIdentity store;

  /** A check against a store. */
  public TokensOfThisStore(StoreIdentity store) {
    this.store = store;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    String issuer = token.getClaimAsString(JwtClaimNames.ISS);
    return issuer == null || issuer.equals(store.storeId())
        ? OAuth2TokenValidatorResult.success()
        : OTHER_STORE;
  }
}
