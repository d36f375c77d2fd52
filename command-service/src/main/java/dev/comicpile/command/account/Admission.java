package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.RegistrationMode;
import dev.comicpile.web.Secret;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Says who may register, and whether passwords are taken. */
@Component
public class Admission {

  private final RegistrationMode mode;
  private final OidcSettings oidc;
  private final InvitationTable invitations;
  private final AccountTable accounts;
  private final Clock clock;

  Admission(
      PileSettings settings,
      OidcSettings oidc,
      InvitationTable invitations,
      AccountTable accounts,
      Clock clock) {
    this.mode = settings.registration();
    this.oidc = oidc;
    this.invitations = invitations;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Who may register with a password. */
  RegistrationMode mode() {
    return passwords() ? mode : RegistrationMode.CLOSED;
  }

  /** Whether readers sign in by passwords and passkeys. */
  public boolean passwords() {
    return !oidc.only();
  }

  /**
   * Sees to it that passwords are taken.
   *
   * @throws ResponseStatusException 403, if a provider's accounts alone are
   */
  public void requirePasswords() {
    if (!passwords()) {
      throw RefusedException.forbidden(
          "provider_only", "Here one signs in by " + oidc.name() + " alone.");
    }
  }

  /** Whether somebody whom the provider knows, and who may sign in, gets an account. */
  public boolean admitsFromProvider() {
    return oidc.restricted() || mode == RegistrationMode.OPEN;
  }

  /**
   * Looks at an invitation before a password is hashed for it.
   *
   * @throws ResponseStatusException 403, if nobody may register; 400, if an invitation is needed
   *     and this is none that counts
   */
  void require(@Nullable Secret invitationCode) {
    if (mode == RegistrationMode.CLOSED) {
      throw RefusedException.forbidden(
          "registration_closed", "Nobody can register here. Please ask whoever runs Comic Pile.");
    }
    if (mode != RegistrationMode.INVITATION) {
      return;
    }
    if (invitationCode == null || invitationCode.text().isBlank()) {
      throw RefusedException.badRequest(
          "invitation_needed",
          "An invitation is needed to register here. Please ask an admin for one.");
    }
    if (!invitations.isGood(OneTimeCode.hash(invitationCode.text()), clock.instant())) {
      throw wrong();
    }
  }

  /**
   * Uses an invitation for an account that is being registered.
   *
   * @throws ResponseStatusException 400, if it counts no more
   */
  void use(@Nullable Secret invitationCode, ReaderId accountId) {
    if (mode == RegistrationMode.INVITATION
        && (invitationCode == null
            || !invitations.use(
                OneTimeCode.hash(invitationCode.text()), accountId, clock.instant()))) {
      throw wrong();
    }
  }

  private static ResponseStatusException wrong() {
    return RefusedException.badRequest(
        "invitation_wrong",
        "The invitation is wrong, used or expired. Please ask an admin for another one.");
  }

  /**
   * Sees to it that an account from which a way in was taken has another one.
   *
   * @throws ResponseStatusException 400, if that was the last one
   */
  public void requireWayIn(ReaderId accountId) {
    if (accounts.waysIn(accountId, !passwords()) == 0) {
      throw RefusedException.badRequest(
          "last_way_in",
          "This is how you sign in. Please set a password first, so that you can come back.");
    }
  }
}
