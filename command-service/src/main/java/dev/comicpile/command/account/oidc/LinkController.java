package dev.comicpile.command.account.oidc;

import dev.comicpile.command.account.AccessToken;
import dev.comicpile.command.account.AuthController;
import dev.comicpile.command.account.AuthController.Login;
import dev.comicpile.command.account.Device;
import dev.comicpile.command.account.RefreshCookie;
import dev.comicpile.command.account.SameOrigin;
import dev.comicpile.command.account.TokenPair;
import dev.comicpile.web.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Linking an account of the provider by somebody who is not signed in yet. */
@RestController
@RequestMapping("/api/auth/web")
@Tag(name = "Auth")
class LinkController {

  private final OidcSignIn oidc;
  private final OidcNewcomers newcomers;
  private final RefreshCookie cookie;

  LinkController(OidcSignIn oidc, OidcNewcomers newcomers, RefreshCookie cookie) {
    this.oidc = oidc;
    this.newcomers = newcomers;
    this.cookie = cookie;
  }

  @PostMapping("/link")
  @Operation(
      summary = "Link the account of a provider with the one whose password this is",
      description =
          "For the browser that the provider has sent back with `sign_in=link_needed` or"
              + " `registration_closed`, within ten minutes. It is signed in, and from then on the"
              + " provider's account opens this one. 400 where it came from no provider.")
  AccessToken linkInBrowser(
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
    return cookie.signIn(pair.get(), request, response);
  }
}
