package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.password.Passwords;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * Changes passwords: by the old one, or by a code that an admin or whoever is at the machine has
 * made. Guesses at either are limited like those at a login.
 */
@Service
class PasswordChanges {

  /** For so long a sign-in stands for the password of who has none. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final String WRONG_CODE =
      "The name or the code is wrong, or the code was used or is older than an hour. Please ask"
          + " for a new one.";

  private final AccountTable accounts;
  private final Admission admission;
  private final ResetCodeTable codes;
  private final Passwords passwords;
  private final Tokens tokens;
  private final TokenFamilyTable families;
  private final SignInLimits limits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PasswordChanges(
      AccountTable accounts,
      Admission admission,
      ResetCodeTable codes,
      Passwords passwords,
      Tokens tokens,
      TokenFamilyTable families,
      SignInLimits limits,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.admission = admission;
    this.codes = codes;
    this.passwords = passwords;
    this.tokens = tokens;
    this.families = families;
    this.limits = limits;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Compares the reader's own password with the old one.
   *
   * @return changes it and ends all their other sessions, in a transaction of the caller's
   * @throws ResponseStatusException 400, if the old one is wrong; 403, if the account is the demo
   *     reader's
   */
  Runnable change(Reader reader, @Nullable Secret oldPassword, Secret newPassword) {
    Account account = requirePassword(reader, oldPassword);
    String hash = passwords.hash(newPassword.text());
    return () -> {
      if (!accounts.changePassword(account.id(), account.passwordHash(), hash)) {
        throw wrong();
      }
      tokens.revokeOthers(reader);
    };
  }

  /**
   * The reader's account, if they know its password and may change it. Who has none must have
   * signed in just now.
   *
   * @throws ResponseStatusException 400, if the password is wrong or the sign-in too old; 403, if
   *     the account is the demo reader's
   */
  Account requirePassword(Reader reader, @Nullable Secret password) {
    Account account = accounts.requireOwn(reader.id()).requireChangeable();
    if (account.passwordHash() == null) {
      UUID family = UUID.fromString(reader.familyId());
      if (!families.beganAfter(family, clock.instant().minus(FRESH))) {
        throw RefusedException.badRequest(
            "sign_in_too_old",
            "You have no password, so please sign out and in again first, and come back within"
                + " five minutes.");
      }
      return account;
    }
    if (password == null) {
      throw wrong();
    }
    limits.count(account.username());
    if (passwords.match(password.text(), account.passwordHash(), true) == Passwords.Match.WRONG) {
      throw wrong();
    }
    limits.succeeded(account.username());
    return account;
  }

  /**
   * Sets a new password by a code, and ends all sessions of the account.
   *
   * @throws ResponseStatusException 400 with the same sentence, whatever is wrong
   */
  void reset(String username, String code, String newPassword) {
    admission.requirePasswords();
    limits.count();
    limits.count(username);
    byte[] hash = OneTimeCode.hash(code);
    // where there is no such account nobody's code is looked for, which takes the same time
    ReaderId accountId =
        accounts
            .findByName(username)
            .filter(a -> !a.locked())
            .map(Account::id)
            .orElse(new ReaderId(0));
    if (!codes.exists(accountId, hash, clock.instant())) {
      throw wrongCode();
    }
    String passwordHash = passwords.hash(newPassword);
    transaction.executeWithoutResult(
        status -> {
          if (accounts.findForLock(accountId, accountId).isEmpty()
              || !codes.use(accountId, hash, clock.instant())) {
            throw wrongCode();
          }
          accounts.changePassword(accountId, passwordHash);
          tokens.revokeAll(accountId);
        });
    limits.succeeded(username);
  }

  /**
   * Signs an admin in by a code, where passwords are not taken: the way in that needs no provider.
   *
   * @throws ResponseStatusException 400 with the same sentence, whatever is wrong; 403, if
   *     passwords are taken
   */
  TokenPair signIn(String username, String code, Device device) {
    if (admission.passwords()) {
      throw RefusedException.forbidden(
          "code_sets_password", "A code sets a new password here, and signs in by that.");
    }
    limits.count();
    limits.count(username);
    Account admin =
        accounts
            .findByName(username)
            .filter(account -> account.admin() && !account.locked())
            .orElseThrow(PasswordChanges::wrongCode);
    TokenPair pair =
        transaction.execute(
            status -> {
              if (accounts.findForLock(admin.id(), admin.id()).isEmpty()
                  || !codes.use(admin.id(), OneTimeCode.hash(code), clock.instant())) {
                throw wrongCode();
              }
              return tokens.start(admin, device);
            });
    limits.succeeded(username);
    return Objects.requireNonNull(pair);
  }

  private static ResponseStatusException wrongCode() {
    return RefusedException.badRequest("code_wrong", WRONG_CODE);
  }

  private static ResponseStatusException wrong() {
    return RefusedException.badRequest("password_wrong", "The current password is wrong.");
  }
}
