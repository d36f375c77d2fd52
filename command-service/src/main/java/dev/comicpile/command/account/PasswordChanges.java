package dev.comicpile.command.account;

import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * Changes passwords: by the old one, or by a code that an admin or whoever is at the machine has
 * made. Guesses at either are limited like those at a login.
 */
@Service
class PasswordChanges {

  /** How long a code is good for. */
  static final Duration CODE_COUNTS = Duration.ofHours(1);

  private static final String WRONG_CODE =
      "The name or the code is wrong, or the code was used or is older than an hour. Please ask"
          + " for a new one.";

  private final AccountTable accounts;
  private final ResetCodeTable codes;
  private final Passwords passwords;
  private final Tokens tokens;
  private final SignInLimits limits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PasswordChanges(
      AccountTable accounts,
      ResetCodeTable codes,
      Passwords passwords,
      Tokens tokens,
      SignInLimits limits,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.codes = codes;
    this.passwords = passwords;
    this.tokens = tokens;
    this.limits = limits;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Changes the reader's own password and ends all their other sessions.
   *
   * @throws ResponseStatusException 400, if the old one is wrong; 403, if the account is the demo
   *     reader's
   */
  void change(Reader reader, String oldPassword, String newPassword) {
    Account account = requirePassword(reader, oldPassword);
    String hash = passwords.hash(newPassword);
    boolean changed =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  boolean unchanged =
                      accounts.changePassword(account.id(), account.passwordHash(), hash);
                  if (unchanged) {
                    tokens.revokeOthers(reader);
                  }
                  return unchanged;
                }));
    if (!changed) {
      throw wrong();
    }
  }

  /**
   * The reader's account, if they know its password and may change it.
   *
   * @throws ResponseStatusException 400, if the password is wrong; 403, if the account is the demo
   *     reader's
   */
  Account requirePassword(Reader reader, String password) {
    Account account = Accounts.requireChangeable(accounts.require(reader.id()));
    limits.count(account.username());
    if (passwords.match(password, account.passwordHash(), true) == Passwords.Match.WRONG) {
      throw wrong();
    }
    limits.succeeded(account.username());
    return account;
  }

  /**
   * Makes a code for an account; the one before is good no more.
   *
   * @throws ResponseStatusException 404, if there is no such account; 403, if it is the demo
   *     reader's
   */
  ResetCode makeCode(long accountId) {
    Account account = Accounts.requireChangeable(accounts.require(accountId));
    return makeCode(account, codes, clock.instant());
  }

  static ResetCode makeCode(Account account, ResetCodeTable codes, Instant now) {
    ResetCode made = new ResetCode(OneTimeCode.make(), now.plus(CODE_COUNTS));
    codes.put(account.id(), OneTimeCode.hash(made.code()), made.expiresAt());
    return made;
  }

  /**
   * Sets a new password by a code, and ends all sessions of the account.
   *
   * @throws ResponseStatusException 400 with the same sentence, whatever is wrong
   */
  void reset(String username, String code, String newPassword) {
    limits.count();
    limits.count(username);
    byte[] hash = OneTimeCode.hash(code);
    // where there is no such account nobody's code is looked for, which takes the same time
    long accountId =
        accounts.findByName(username).filter(a -> !a.locked()).map(Account::id).orElse(0L);
    if (!codes.exists(accountId, hash, clock.instant())) {
      throw new RefusedException(HttpStatus.BAD_REQUEST, "code_wrong", WRONG_CODE);
    }
    String passwordHash = passwords.hash(newPassword);
    transaction.executeWithoutResult(
        status -> {
          if (!codes.use(accountId, hash, clock.instant())) {
            throw new RefusedException(HttpStatus.BAD_REQUEST, "code_wrong", WRONG_CODE);
          }
          accounts.changePassword(accountId, passwordHash);
          tokens.revokeAll(accountId);
        });
    limits.succeeded(username);
  }

  private static ResponseStatusException wrong() {
    return new RefusedException(
        HttpStatus.BAD_REQUEST, "password_wrong", "The current password is wrong.");
  }
}
