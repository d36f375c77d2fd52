package dev.comicpile.command.account;

import dev.comicpile.command.account.password.Passwords;
import dev.comicpile.command.account.password.Passwords.Match;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Knows readers by their passwords. */
@Service
public class Logins {

  private final AccountTable accounts;
  private final Admission admission;
  private final Tokens tokens;
  private final Passwords passwords;
  private final SignInLimits limits;

  Logins(
      AccountTable accounts,
      Admission admission,
      Tokens tokens,
      Passwords passwords,
      SignInLimits limits) {
    this.accounts = accounts;
    this.admission = admission;
    this.tokens = tokens;
    this.passwords = passwords;
    this.limits = limits;
  }

  /** The one refusal of a login, whatever is wrong with it. */
  public static ResponseStatusException incorrect() {
    return new ResponseStatusException(HttpStatus.UNAUTHORIZED, "Incorrect username or password");
  }

  /**
   * New tokens for who knows a reader's password.
   *
   * @param device what with
   * @throws Account.Locked if they do, but nobody can sign in to the account
   * @throws ResponseStatusException 401, if they do not; 403, if nobody signs in by a password here
   */
  TokenPair logIn(String username, String password, Device device) {
    admission.requirePasswords();
    return logIn(username, password, device, account -> {}).orElseThrow(Logins::incorrect);
  }

  /**
   * The same, also where a password alone is not enough; empty if it is not that reader's.
   *
   * @param then what it is enough for, before the tokens are given out
   */
  public Optional<TokenPair> logIn(
      String username, String password, Device device, Consumer<Account> then) {
    Account account = accounts.findByName(username).orElse(null);
    boolean known = account != null && tokens.hasLoggedIn(account.id(), device.network());
    if (!known) {
      limits.count();
      limits.count(username);
    }
    // always compared, so that the time does not tell whether there is such a name
    Match match = passwords.match(password, account == null ? null : account.passwordHash(), known);
    if (account == null || match == Match.WRONG) {
      return Optional.empty();
    }
    if (!known) {
      limits.succeeded(username);
    }
    then.accept(account);
    TokenPair pair = tokens.start(account, device);
    if (match == Match.OUTDATED) {
      accounts.changePassword(account.id(), account.passwordHash(), passwords.hash(password));
    }
    return Optional.of(pair);
  }
}
