package dev.comicpile.command.account.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that was begun: what must be known when the browser comes back with a code. A sealed
 * cookie holds it under these names, also across an upgrade.
 *
 * @param state what the answer must come with
 * @param nonce what the token must come with, hashed
 * @param verifier what fetches the token, and nobody else has
 * @param redirectUri where the browser comes back to
 * @param linkTo the number of the reader who links an account of the provider with theirs; null for
 *     a sign-in
 * @param family the login by which they have begun that
 */
record OidcBegun(
    String state,
    String nonce,
    String verifier,
    @JsonProperty("redirect") String redirectUri,
    @JsonProperty("link_to") @Nullable String linkTo,
    @Nullable String family) {

  @Override
  public String toString() {
    return "OidcBegun"; // none of it belongs in a log
  }
}
