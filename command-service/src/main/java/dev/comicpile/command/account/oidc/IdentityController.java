package dev.comicpile.command.account.oidc;

import dev.comicpile.command.account.AccessToken;
import dev.comicpile.command.account.AccountWrites;
import dev.comicpile.command.account.AuthController.Login;
import dev.comicpile.command.account.Device;
import dev.comicpile.command.account.Logins;
import dev.comicpile.command.account.RefreshCookie;
import dev.comicpile.command.account.TokenPair;
import dev.comicpile.command.account.oidc.IdentityTable.LinkedIdentity;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * The accounts of the provider that open the reader's, and linking one by somebody who is not
 * signed in yet.
 */
@RestController
class IdentityController {

  private final IdentityTable identities;
  private final OidcSignIn signIn;
  private final OidcNewcomers newcomers;
  private final RefreshCookie cookie;
  private final AccountWrites writes;

  IdentityController(
      IdentityTable identities,
      OidcSignIn signIn,
      OidcNewcomers newcomers,
      RefreshCookie cookie,
      AccountWrites writes) {
    this.identities = identities;
    this.signIn = signIn;
    this.newcomers = newcomers;
    this.cookie = cookie;
    this.writes = writes;
  }

  /**
   * The accounts of the provider that open the reader's.
   *
   * <p>With the addresses that they had there when they were linked.
   */
  @GetMapping("/api/account/identities")
  List<LinkedIdentity> listIdentities(Reader reader) {
    return identities.findAll(reader.id());
  }

  /**
   * Let an account of the provider open the reader's no more.
   *
   * <p>A 400 for the last one of who has no password to sign in by, or could not use it.
   */
  @DeleteMapping("/api/account/identities/{identity_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlinkIdentity(WriteRequest write, @PathVariable("identity_id") long id) {
    writes.once(write, () -> signIn.unlink(write.readerId(), id));
  }

  /**
   * Link the account of a provider with the one whose password this is.
   *
   * <p>For the browser that the provider has sent back with {@code sign_in=link_needed} or {@code
   * registration_closed}, within ten minutes. It is signed in, and from then on the provider's
   * account opens this one. 400 where it came from no provider.
   */
  @PostMapping("/api/auth/web/link")
  AccessToken linkInBrowser(@Valid @RequestBody Login body, ServletWebRequest browser) {
    return cookie.signIn(browser, device -> linked(body, browser, device));
  }

  private TokenPair linked(Login body, ServletWebRequest browser, Device device) {
    OidcIdentity identity =
        newcomers
            .take(browser)
            .orElseThrow(
                () ->
                    RefusedException.badRequest(
                        "link_too_late",
                        "It is too long ago that the provider sent you here. Please try again."));
    Optional<TokenPair> pair =
        signIn.linkByPassword(identity, body.username(), body.password().text(), device);
    if (pair.isEmpty()) {
      newcomers.keep(identity, browser);
      throw Logins.incorrect();
    }
    return pair.get();
  }
}
