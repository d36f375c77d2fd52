package dev.comicpile.command.account.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.web.Reader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps, with the browser, whom a provider has vouched for while they look for the password of the
 * account that is theirs here.
 */
@Component
class OidcNewcomers {

  private static final String COOKIE = "oidc_identity";
  private static final String PATH = "/api/auth/web";

  private static final String EMAIL = "email";
  private static final String VERIFIED = "verified";
  private static final String NAME = "name";

  private final SealedCookies cookies;
  private final AccountTable accounts;

  OidcNewcomers(SealedCookies cookies, AccountTable accounts) {
    this.cookies = cookies;
    this.accounts = accounts;
  }

  /** Keeps somebody who may sign in, without their groups, which a cookie might not hold. */
  void keep(OidcIdentity identity, HttpServletRequest request, HttpServletResponse response) {
    cookies.set(
        COOKIE,
        PATH,
        new JWTClaimsSet.Builder()
            .issuer(identity.issuer())
            .subject(identity.subject())
            .claim(EMAIL, identity.email())
            .claim(VERIFIED, identity.emailVerified())
            .claim(NAME, identity.name()),
        request,
        response);
  }

  /** Whom the browser comes with; it forgets them, so they are to be kept again to try again. */
  Optional<OidcIdentity> take(HttpServletRequest request, HttpServletResponse response) {
    return cookies.take(COOKIE, PATH, request, response).flatMap(OidcNewcomers::identity);
  }

  /**
   * Sees to it that the reader's account may be changed.
   *
   * @throws org.springframework.web.server.ResponseStatusException 403, if it is the demo reader's
   */
  void requireChangeable(Reader reader) {
    accounts.require(reader.id()).requireChangeable();
  }

  private static Optional<OidcIdentity> identity(JWTClaimsSet kept) {
    try {
      return Optional.of(
          new OidcIdentity(
              kept.getIssuer(),
              kept.getSubject(),
              kept.getStringClaim(EMAIL),
              kept.getBooleanClaim(VERIFIED),
              kept.getStringClaim(NAME),
              Set.of()));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
