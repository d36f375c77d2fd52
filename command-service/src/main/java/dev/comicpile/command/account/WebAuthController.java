package dev.comicpile.command.account;

import dev.comicpile.command.account.AuthController.Login;
import dev.comicpile.command.account.AuthController.Registration;
import dev.comicpile.command.account.AuthController.Sentence;
import dev.comicpile.web.Reader;
import dev.comicpile.web.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * Signing in with a browser: the same as {@link AuthController}, but the refresh token never
 * reaches a script. It travels in a cookie that no other site can have sent along.
 */
@RestController
@RequestMapping("/api/auth/web")
class WebAuthController {

  private final Accounts accounts;
  private final Logins logins;
  private final Tokens tokens;
  private final RefreshCookie cookie;
  private final PasswordChanges codes;

  WebAuthController(
      Accounts accounts,
      Logins logins,
      Tokens tokens,
      RefreshCookie cookie,
      PasswordChanges codes) {
    this.accounts = accounts;
    this.logins = logins;
    this.tokens = tokens;
    this.cookie = cookie;
    this.codes = codes;
  }

  record CodeLogin(@NotNull String username, @NotNull Secret code) {}

  /**
   * Register a reader and sign in with this browser.
   *
   * <p>As register, but the refresh token is set as a cookie that scripts cannot read. Refused for
   * pages of other origins.
   */
  @PostMapping("/register")
  AccessToken registerInBrowser(@Valid @RequestBody Registration body, ServletWebRequest browser) {
    return cookie.signIn(browser, device -> accounts.registerAndLogIn(body, device));
  }

  /**
   * Sign in with this browser.
   *
   * <p>As logIn, but the refresh token is set as a cookie that scripts cannot read. Refused for
   * pages of other origins.
   */
  @PostMapping("/login")
  AccessToken logInInBrowser(@Valid @RequestBody Login body, ServletWebRequest browser) {
    return cookie.signIn(
        browser, device -> logins.logIn(body.username(), body.password().text(), device));
  }

  /**
   * Get the next access token of this browser's sign-in.
   *
   * <p>As refreshTokens, with the refresh token of the cookie, which is replaced. A cookie that
   * counts no more is deleted.
   */
  @PostMapping("/refresh")
  AccessToken refreshInBrowser(
      @CookieValue(name = RefreshCookie.NAME, required = false) @Nullable String refreshToken,
      ServletWebRequest browser) {
    SameOrigin.require(browser.getRequest());
    TokenPair pair = refreshToken == null ? null : tokens.refresh(refreshToken).orElse(null);
    if (pair == null) {
      cookie.delete(browser);
      throw new ResponseStatusException(
          HttpStatus.UNAUTHORIZED, "This browser is not signed in any more. Please log in again.");
    }
    return cookie.keep(pair, browser);
  }

  /**
   * Sign out of this browser.
   *
   * <p>As logOut, with the refresh token of the cookie, which is deleted. There is nothing to do,
   * and no error, where the browser was signed out already.
   */
  @PostMapping("/logout")
  Sentence logOutInBrowser(
      @Nullable Reader reader,
      @CookieValue(name = RefreshCookie.NAME, required = false) @Nullable String refreshToken,
      ServletWebRequest browser) {
    SameOrigin.require(browser.getRequest());
    if (refreshToken != null) {
      tokens.revoke(refreshToken);
    }
    if (reader != null) {
      tokens.revoke(reader);
    }
    cookie.delete(browser);
    return new Sentence("Logged out");
  }

  /**
   * Sign in an admin by a code.
   *
   * <p>Where readers sign in by a provider alone: the code is that of reset-password, which whoever
   * is at the machine can always make. 400 in one sentence for every reason.
   */
  @PostMapping("/code")
  AccessToken signInByCode(@Valid @RequestBody CodeLogin body, ServletWebRequest browser) {
    return cookie.signIn(
        browser, device -> codes.signIn(body.username(), body.code().text(), device));
  }
}
