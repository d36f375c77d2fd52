package dev.comicpile.command.account.oidc;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Keeps, with the browser, whom a provider has vouched for while they look for the password of the
 * account that is theirs here.
 */
@Component
class OidcNewcomers {

  private static final String COOKIE = "oidc_identity";
  private static final String PATH = "/api/auth/web";

  private final SealedCookies cookies;

  OidcNewcomers(SealedCookies cookies) {
    this.cookies = cookies;
  }

  /** An identity without its groups, which a cookie might not hold; so it is kept for a while. */
  private record Kept(
      String iss, String sub, @Nullable String email, boolean verified, String name) {}

  /** Keeps somebody who may sign in. */
  void keep(OidcIdentity identity, ServletWebRequest browser) {
    Kept kept =
        new Kept(
            identity.issuer(),
            identity.subject(),
            identity.email(),
            identity.emailVerified(),
            identity.name());
    cookies.set(COOKIE, PATH, kept, browser);
  }

  /** Whom the browser comes with; it forgets them, so they are to be kept again to try again. */
  Optional<OidcIdentity> take(ServletWebRequest browser) {
    return cookies
        .take(COOKIE, PATH, Kept.class, kept -> true, browser)
        .map(
            kept ->
                new OidcIdentity(
                    kept.iss(), kept.sub(), kept.email(), kept.verified(), kept.name(), Set.of()));
  }
}
