package dev.comicpile.command.account;

import static java.util.Objects.requireNonNull;

import dev.comicpile.web.ForwardedPrefix;
import dev.comicpile.web.PileSettings;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * The cookie that holds a browser's refresh token: sent back to the paths of the browser's sign-in
 * alone, never by a request that another site began, and never shown to a script.
 */
@Component
public final class RefreshCookie {

  static final String NAME = "refresh_token";

  private static final String PATH = "/api/auth/web";

  private final Duration lifetime;

  RefreshCookie(PileSettings settings) {
    this.lifetime = settings.refreshTokenTtl();
  }

  /**
   * Signs in the browser whose page asks for it.
   *
   * @param given the tokens for the device that it is
   * @return what a script may know of it
   * @throws org.springframework.web.server.ResponseStatusException 403, if the page is of another
   *     origin
   */
  public AccessToken signIn(ServletWebRequest browser, Function<Device, TokenPair> given) {
    SameOrigin.require(browser.getRequest());
    return keep(given.apply(Device.of(browser.getRequest())), browser);
  }

  /**
   * Keeps the sign-in of a browser that may have one.
   *
   * @return what a script may know of it
   */
  public AccessToken keep(TokenPair pair, ServletWebRequest browser) {
    add(pair.refreshToken().text(), lifetime, browser);
    return new AccessToken(pair.accessToken(), pair.tokenType());
  }

  void delete(ServletWebRequest browser) {
    add("", Duration.ZERO, browser);
  }

  private static void add(String value, Duration age, ServletWebRequest browser) {
    ResponseCookie cookie =
        ResponseCookie.from(NAME, value)
            .path(ForwardedPrefix.of(browser.getRequest()) + PATH)
            .httpOnly(true)
            .secure(browser.isSecure())
            .sameSite("Strict")
            .maxAge(age)
            .build();
    requireNonNull(browser.getResponse()).addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
