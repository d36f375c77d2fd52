package dev.comicpile.command.account.oidc;

import java.util.Optional;
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

  /** Keeps somebody who may sign in. */
  void keep(OidcIdentity identity, ServletWebRequest browser) {
    cookies.set(COOKIE, PATH, identity, browser);
  }

  /** Whom the browser comes with; it forgets them, so they are to be kept again to try again. */
  Optional<OidcIdentity> take(ServletWebRequest browser) {
    return cookies.take(COOKIE, PATH, OidcIdentity.class, kept -> true, browser);
  }
}
