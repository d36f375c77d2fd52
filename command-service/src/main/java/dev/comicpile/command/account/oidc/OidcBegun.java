package dev.comicpile.command.account.oidc;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jwt.JWTClaimsSet;

/**
 * A sign-in that was begun: what must be known when the browser comes back with a code.
 *
 * @param state what the answer must come with
 * @param nonce what the token must come with, hashed
 * @param verifier what fetches the token, and nobody else has
 * @param redirectUri where the browser comes back to
 */
record OidcBegun(String state, String nonce, String verifier, String redirectUri) {

  private static final String STATE = "state";
  private static final String NONCE = "nonce";
  private static final String VERIFIER = "verifier";
  private static final String REDIRECT = "redirect";

  /** As a sealed cookie holds it. */
  JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .claim(STATE, state)
        .claim(NONCE, nonce)
        .claim(VERIFIER, verifier)
        .claim(REDIRECT, redirectUri);
  }

  /** What such a cookie holds. */
  static OidcBegun of(JWTClaimsSet kept) {
    return new OidcBegun(
        text(kept, STATE), text(kept, NONCE), text(kept, VERIFIER), text(kept, REDIRECT));
  }

  /** Whether it holds that of this state. */
  static boolean isOf(JWTClaimsSet kept, String state) {
    return state.equals(SealedCookies.text(kept, STATE));
  }

  private static String text(JWTClaimsSet kept, String name) {
    return requireNonNull(SealedCookies.text(kept, name));
  }

  @Override
  public String toString() {
    return "OidcBegun"; // none of it belongs in a log
  }
}
