package dev.comicpile.command.account;

import dev.comicpile.web.ForwardedPrefix;
import dev.comicpile.web.PileSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

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
   * Signs a browser in.
   *
   * @return what a script may know of it
   */
  public AccessToken signIn(
      TokenPair pair, HttpServletRequest request, HttpServletResponse response) {
    add(pair.refreshToken(), lifetime, request, response);
    return new AccessToken(pair.accessToken(), pair.tokenType());
  }

  void delete(HttpServletRequest request, HttpServletResponse response) {
    add("", Duration.ZERO, request, response);
  }

  private static void add(
      String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
    ResponseCookie cookie =
        ResponseCookie.from(NAME, value)
            .path(ForwardedPrefix.of(request) + PATH)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Strict")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
