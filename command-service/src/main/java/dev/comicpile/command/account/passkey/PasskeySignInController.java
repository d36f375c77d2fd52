package dev.comicpile.command.account.passkey;

import com.webauthn4j.util.Base64UrlUtil;
import dev.comicpile.command.account.AccessToken;
import dev.comicpile.command.account.PublicAddress;
import dev.comicpile.command.account.RefreshCookie;
import dev.comicpile.command.account.SameOrigin;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in with a browser by a passkey. */
@RestController
@RequestMapping("/api/auth/web/passkey")
@Tag(name = "Auth")
class PasskeySignInController {

  private final Passkeys passkeys;
  private final PublicAddress address;
  private final RefreshCookie cookie;

  PasskeySignInController(Passkeys passkeys, PublicAddress address, RefreshCookie cookie) {
    this.passkeys = passkeys;
    this.address = address;
    this.cookie = cookie;
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

  @PostMapping("/options")
  @Operation(
      summary = "What a passkey signs to sign in",
      description =
          "Good once and for five minutes; the browser finds out which passkey it has, so that no"
              + " name is needed. 400 where the page is not served securely under a name.")
  PasskeyRequest beginPasskeySignIn(HttpServletRequest request) {
    SameOrigin.require(request);
    return new PasskeyRequest(
        Base64UrlUtil.encodeToString(passkeys.challenge(null, request)), address.host(request));
  }

  @PostMapping
  @Operation(
      summary = "Sign in with this browser by a passkey",
      description =
          "With what the browser has answered, in base64url. 401 where the passkey is not known, or"
              + " has not signed what it was asked to.")
  AccessToken signInByPasskey(
      @Valid @RequestBody PasskeyLogin body,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameOrigin.require(request);
    return cookie.signIn(passkeys.signIn(request, body), request, response);
  }
}
