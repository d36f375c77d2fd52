package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.password.Password;
import dev.comicpile.command.input.Text;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RegistrationMode;
import dev.comicpile.web.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Registering, logging in and out, and a new password for who has forgotten theirs. */
@RestController
@RequestMapping("/api/auth")
public class AuthController {

  private final Accounts accounts;
  private final Logins logins;
  private final PasswordChanges passwords;
  private final Tokens tokens;
  private final Admission admission;
  private final OidcSettings oidc;
  private final PublicAddress address;
  private final boolean demo;

  AuthController(
      Accounts accounts,
      Logins logins,
      PasswordChanges passwords,
      Tokens tokens,
      Admission admission,
      OidcSettings oidc,
      PublicAddress address,
      @Value("${comicpile.demo:false}") boolean demo) {
    this.accounts = accounts;
    this.logins = logins;
    this.passwords = passwords;
    this.tokens = tokens;
    this.admission = admission;
    this.oidc = oidc;
    this.address = address;
    this.demo = demo;
  }

  public record Registration(
      @NotNull @Text(max = 50, as = Text.As.TRIMMED) @Username String username,
      @NotNull @Text(max = 254, as = Text.As.TRIMMED) @Username @Email String email,
      @NotNull @Password Secret password,
      @Nullable Secret invitationCode) {

    @Override
    public String toString() {
      return "Registration"; // an address does not belong in a log
    }
  }

  public record Login(@NotNull String username, @NotNull Secret password) {}

  record RefreshToken(@NotNull Secret refreshToken) {}

  /** What is to be logged out of, where the access token does not say it any more. */
  record Logout(@Nullable Secret refreshToken) {}

  record Sentence(String message) {}

  /**
   * The reader's own account.
   *
   * @param hasPassword whether it has one, so that it is asked for where something great is done
   * @param isDemo whether it is the demo reader's, which cannot be changed
   */
  @Schema(name = "Account")
  record Me(
      ReaderId id,
      String username,
      @Nullable String email,
      boolean isAdmin,
      boolean hasPassword,
      boolean isDemo) {}

  record PasswordReset(
      @NotNull String username, @NotNull Secret code, @NotNull @Password Secret newPassword) {}

  /**
   * Register a reader and log in.
   *
   * <p>The answer logs the reader in at once: an access token for the Authorization header, and a
   * refresh token for the next pair. Where registration is closed it is refused (403); where it is
   * by invitation, the code of one is needed (400).
   */
  @PostMapping("/register")
  TokenPair register(@Valid @RequestBody Registration body, HttpServletRequest request) {
    return accounts.registerAndLogIn(body, Device.of(request));
  }

  /**
   * Log in.
   *
   * <p>Answers the same refusal, in the same time, whether the name or the password is wrong.
   */
  @PostMapping("/login")
  TokenPair logIn(@Valid @RequestBody Login body, HttpServletRequest request) {
    return logins.logIn(body.username(), body.password().text(), Device.of(request));
  }

  /**
   * Get the next pair of tokens; a refresh token can be used once.
   *
   * <p>The old refresh token counts no more. Used again within 15 seconds it still gives another
   * pair; later, its reuse ends the login on all devices that share it.
   */
  @PostMapping("/refresh")
  TokenPair refreshTokens(@Valid @RequestBody RefreshToken body) {
    return tokens
        .refresh(body.refreshToken().text())
        .orElseThrow(
            () ->
                unauthorized(
                    "The refresh token is malformed, expired, revoked or used already."
                        + " Please log in again."));
  }

  /**
   * Let this access token and its refresh token count no more.
   *
   * <p>Both services refuse the tokens of this login within a second. The refresh token in the body
   * is enough where the access token has expired.
   */
  @PostMapping("/logout")
  Sentence logOut(@Nullable Reader reader, @Valid @RequestBody Logout body) {
    Secret refreshToken = body.refreshToken();
    boolean ended = refreshToken != null && tokens.revoke(refreshToken.text());
    if (reader != null) {
      tokens.revoke(reader);
    } else if (!ended) {
      throw unauthorized(
          "Neither an access token nor a refresh token of this request counts. Please log in"
              + " again.");
    }
    return new Sentence("Logged out");
  }

  /**
   * Set a new password by a code.
   *
   * <p>The code comes from an admin, or from whoever runs reset-password on the machine itself; it
   * is good for an hour and once. All sessions of the account end. Whatever is wrong, the refusal
   * is the same.
   */
  @PostMapping("/reset-password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resetPassword(@Valid @RequestBody PasswordReset body) {
    passwords.reset(body.username(), body.code().text(), body.newPassword().text());
  }

  /**
   * Who is logged in.
   *
   * <p>Answers the account that the access token belongs to.
   */
  @GetMapping("/me")
  Me getMe(Reader reader) {
    Account account = accounts.byId(reader.id()).orElseThrow(Accounts::gone);
    return new Me(
        account.id(),
        account.username(),
        account.email(),
        account.admin(),
        account.passwordHash() != null,
        account.demo());
  }

  /**
   * What a page for signing in offers.
   *
   * @param password whether by name and password
   * @param registration who may register
   * @param oidc providers whose accounts are taken
   * @param passkeys whether by passkey, from where the request comes
   * @param demo whether there is a demo reader, whose password everybody may know
   */
  record SignInMethods(
      boolean password,
      RegistrationMode registration,
      List<NamedProvider> oidc,
      boolean passkeys,
      boolean demo) {}

  /** A provider whose accounts are taken. */
  @Schema(name = "OidcProvider")
  record NamedProvider(String id, String name) {}

  /**
   * What a page for signing in offers.
   *
   * <p>How readers sign in here, and whether they may register.
   */
  @GetMapping("/methods")
  SignInMethods getSignInMethods(HttpServletRequest request) {
    List<NamedProvider> providers =
        oidc.on() ? List.of(new NamedProvider(OidcSettings.ID, oidc.name())) : List.of();
    return new SignInMethods(
        admission.passwords(),
        admission.mode(),
        providers,
        admission.passwords() && address.takesPasskeys(request),
        demo && admission.passwords());
  }

  private static ResponseStatusException unauthorized(String sentence) {
    return new ResponseStatusException(HttpStatus.UNAUTHORIZED, sentence);
  }
}
