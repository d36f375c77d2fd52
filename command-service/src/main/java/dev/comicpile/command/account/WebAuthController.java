package dev.comicpile.command.account;

import dev.comicpile.command.account.AuthController.Login;
import dev.comicpile.command.account.AuthController.Message;
import dev.comicpile.command.account.AuthController.Registration;
import dev.comicpile.command.input.Trimmed;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Signing in with a browser: the same as {@link AuthController}, but the refresh token never
 * reaches a script. It travels in a cookie that no other site can have sent along.
 */
@RestController
@RequestMapping("/api/auth/web")
@Tag(name = "Auth")
class WebAuthController {

  private final Accounts accounts;
  private final Logins logins;
  private final Tokens tokens;
  private final RefreshCookie cookie;
  private final PasswordChanges codes;
  private final OidcSignIn oidc;
  private final OidcNewcomers newcomers;
  private final Passkeys passkeys;
  private final PublicAddress address;

  WebAuthController(
      Accounts accounts,
      Logins logins,
      Tokens tokens,
      RefreshCookie cookie,
      PasswordChanges codes,
      OidcSignIn oidc,
      OidcNewcomers newcomers,
      Passkeys passkeys,
      PublicAddress address) {
    this.accounts = accounts;
    this.logins = logins;
    this.tokens = tokens;
    this.cookie = cookie;
    this.codes = codes;
    this.oidc = oidc;
    this.newcomers = newcomers;
    this.passkeys = passkeys;
    this.address = address;
  }

  record CodeLogin(@NotNull @Trimmed String username, @NotNull String code) {

    @Override
    public String toString() {
      return "CodeLogin"; // a code does not belong in a log
    }
  }

  /** A token pair without the half that the cookie holds. */
  @Schema(name = "AccessToken")
  record AccessToken(String accessToken, String tokenType) {

    @Override
    public String toString() {
      return "AccessToken"; // a token does not belong in a log
    }
  }

  @PostMapping("/register")
  @Operation(
      operationId = "registerInBrowser",
      summary = "Register a reader and sign in with this browser",
      description =
          "As register, but the refresh token is set as a cookie that scripts cannot read."
              + " Refused for pages of other origins.")
  AccessToken register(
      @Valid @RequestBody Registration body,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameOrigin.require(request);
    return signedIn(
        accounts.registerAndLogIn(
            body.username(),
            body.email(),
            body.password(),
            body.invitationCode(),
            Device.of(request)),
        request,
        response);
  }

  @PostMapping("/login")
  @Operation(
      operationId = "logInInBrowser",
      summary = "Sign in with this browser",
      description =
          "As logIn, but the refresh token is set as a cookie that scripts cannot read. Refused"
              + " for pages of other origins.")
  AccessToken login(
      @Valid @RequestBody Login body, HttpServletRequest request, HttpServletResponse response) {
    SameOrigin.require(request);
    TokenPair pair =
        logins
            .logIn(body.username(), body.password(), Device.of(request))
            .orElseThrow(
                () ->
                    new ResponseStatusException(HttpStatus.UNAUTHORIZED, AuthController.INCORRECT));
    return signedIn(pair, request, response);
  }

  @PostMapping("/refresh")
  @Operation(
      operationId = "refreshInBrowser",
      summary = "Get the next access token of this browser's sign-in",
      description =
          "As refreshTokens, with the refresh token of the cookie, which is replaced. A cookie"
              + " that counts no more is deleted.")
  AccessToken refresh(
      @CookieValue(name = RefreshCookie.NAME, required = false) @Nullable String refreshToken,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameOrigin.require(request);
    TokenPair pair = refreshToken == null ? null : tokens.refresh(refreshToken).orElse(null);
    if (pair == null) {
      cookie.delete(request, response);
      throw new ResponseStatusException(
          HttpStatus.UNAUTHORIZED, "This browser is not signed in any more. Please log in again.");
    }
    return signedIn(pair, request, response);
  }

  @PostMapping("/logout")
  @Operation(
      operationId = "logOutInBrowser",
      summary = "Sign out of this browser",
      description =
          "As logOut, with the refresh token of the cookie, which is deleted. There is nothing to"
              + " do, and no error, where the browser was signed out already.")
  Message logout(
      @Nullable Reader reader,
      @CookieValue(name = RefreshCookie.NAME, required = false) @Nullable String refreshToken,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameOrigin.require(request);
    if (refreshToken != null) {
      tokens.revoke(refreshToken);
    }
    if (reader != null) {
      tokens.revoke(reader);
    }
    cookie.delete(request, response);
    return new Message("Logged out");
  }

  @PostMapping("/code")
  @Operation(
      operationId = "signInByCode",
      summary = "Sign in an admin by a code",
      description =
          "Where readers sign in by a provider alone: the code is that of reset-password, which"
              + " whoever is at the machine can always make. 400 in one sentence for every reason.")
  AccessToken signInByCode(
      @Valid @RequestBody CodeLogin body,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameOrigin.require(request);
    return signedIn(
        codes.signIn(body.username(), body.code(), Device.of(request)), request, response);
  }

  @PostMapping("/link")
  @Operation(
      operationId = "linkInBrowser",
      summary = "Link the account of a provider with the one whose password this is",
      description =
          "For the browser that the provider has sent back with `sign_in=link_needed` or"
              + " `registration_closed`, within ten minutes. It is signed in, and from then on the"
              + " provider's account opens this one. 400 where it came from no provider.")
  AccessToken link(
      @Valid @RequestBody Login body, HttpServletRequest request, HttpServletResponse response) {
    SameOrigin.require(request);
    OidcIdentity identity =
        newcomers
            .take(request, response)
            .orElseThrow(
                () ->
                    new RefusedException(
                        HttpStatus.BAD_REQUEST,
                        "link_too_late",
                        "It is too long ago that the provider sent you here. Please try again."));
    Optional<TokenPair> pair =
        oidc.linkByPassword(identity, body.username(), body.password(), Device.of(request));
    if (pair.isEmpty()) {
      newcomers.keep(identity, request, response);
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, AuthController.INCORRECT);
    }
    return signedIn(pair.get(), request, response);
  }

  /** What a passkey is to sign. */
  @Schema(name = "PasskeyRequest")
  record PasskeyRequest(String challenge, String rpId) {}

  /** What it has signed. */
  record PasskeyLogin(
      @NotNull String credentialId,
      @NotNull String clientData,
      @NotNull String authenticatorData,
      @NotNull String signature) {

    @Override
    public String toString() {
      return "PasskeyLogin"; // it opens an account
    }
  }

  @PostMapping("/passkey/options")
  @Operation(
      operationId = "beginPasskeySignIn",
      summary = "What a passkey signs to sign in",
      description =
          "Good once and for five minutes; the browser finds out which passkey it has, so that no"
              + " name is needed. 400 where the page is not served securely under a name.")
  PasskeyRequest beginByPasskey(HttpServletRequest request) {
    SameOrigin.require(request);
    return new PasskeyRequest(
        PasskeyAnswers.text(passkeys.challenge(null, request)), address.host(request));
  }

  @PostMapping("/passkey")
  @Operation(
      operationId = "signInByPasskey",
      summary = "Sign in with this browser by a passkey",
      description =
          "With what the browser has answered, in base64url. 401 where the passkey is not known, or"
              + " has not signed what it was asked to.")
  AccessToken byPasskey(
      @Valid @RequestBody PasskeyLogin body,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameOrigin.require(request);
    TokenPair pair =
        passkeys.signIn(
            request,
            new PasskeyAnswers.Signed(
                PasskeyAnswers.bytes(body.credentialId()),
                PasskeyAnswers.bytes(body.clientData()),
                PasskeyAnswers.bytes(body.authenticatorData()),
                PasskeyAnswers.bytes(body.signature())));
    return signedIn(pair, request, response);
  }

  private AccessToken signedIn(
      TokenPair pair, HttpServletRequest request, HttpServletResponse response) {
    cookie.set(pair.refreshToken(), request, response);
    return new AccessToken(pair.accessToken(), pair.tokenType());
  }
}
