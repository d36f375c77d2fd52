package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RefusedException;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Locks accounts: nobody can sign in to a locked one, and its tokens count no more. */
@Component
public class AccountLocks {

  private final AccountTable accounts;
  private final Tokens tokens;
  private final Clock clock;

  AccountLocks(AccountTable accounts, Tokens tokens, Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Nobody can sign in to the account, whatever they know: answered 403. */
  public static final class Locked extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    public Locked() {
      super(HttpStatus.FORBIDDEN, "This account is locked. Please ask an admin to unlock it.");
      getBody().setProperty("code", "locked");
    }
  }

  /**
   * Locks an account.
   *
   * @param adminId who does it
   * @return how many logins have ended by it
   * @throws ResponseStatusException 400, if it is the admin's own; 404, if there is none
   * @throws Locked if the admin has been locked meanwhile, so that two never lock each other
   */
  @Transactional
  public int lock(ReaderId userId, ReaderId adminId) {
    if (userId.equals(adminId)) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST,
          "own_lock",
          "You cannot lock your own account. Please ask another admin.");
    }
    List<Account> both = accounts.findForLock(userId, adminId);
    if (both.stream().anyMatch(account -> account.id().equals(adminId) && account.locked())) {
      throw new Locked();
    }
    Account account = require(both, userId);
    if (!account.locked()) {
      accounts.setLock(userId, clock.instant());
    }
    return tokens.revokeAll(userId);
  }

  /**
   * Lets a reader sign in again. Tokens of before the lock stay revoked.
   *
   * @throws ResponseStatusException 404, if there is none
   */
  @Transactional
  public void unlock(ReaderId userId) {
    require(accounts.findForLock(userId, userId), userId);
    accounts.setLock(userId, null);
  }

  private static Account require(List<Account> accounts, ReaderId userId) {
    return accounts.stream()
        .filter(account -> account.id().equals(userId))
        .findFirst()
        .orElseThrow(() -> Accounts.notFound(userId));
  }
}
