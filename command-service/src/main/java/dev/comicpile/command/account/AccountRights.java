package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RefusedException;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What admins say of accounts: who is locked out, and who is an admin, too. Nobody can sign in to a
 * locked account, and its tokens count no more. There is one admin at any time who can sign in.
 */
@Component
class AccountRights {

  private final AccountTable accounts;
  private final Tokens tokens;
  private final Clock clock;

  AccountRights(AccountTable accounts, Tokens tokens, Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Locks an account.
   *
   * @param adminId who does it
   * @return how many logins have ended by it
   * @throws ResponseStatusException 400, if it is the admin's own; 404, if there is none
   * @throws Account.Locked if the admin has been locked meanwhile, so that two never lock each
   *     other
   */
  @Transactional
  public int lock(ReaderId userId, ReaderId adminId) {
    if (userId.equals(adminId)) {
      throw RefusedException.badRequest(
          "own_lock", "You cannot lock your own account. Please ask another admin.");
    }
    List<Account> both = accounts.findForLock(userId, adminId);
    both.stream().filter(account -> account.id().equals(adminId)).forEach(Account::requireUnlocked);
    Account account =
        both.stream()
            .filter(each -> each.id().equals(userId))
            .findFirst()
            .orElseThrow(() -> Accounts.notFound(userId));
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
    accounts.requireForChange(userId);
    accounts.setLock(userId, null);
  }

  /**
   * Makes a reader an admin, as their next tokens will say.
   *
   * @throws ResponseStatusException 403, if it is the demo reader, whose password everybody knows;
   *     404, if there is none
   */
  @Transactional
  public void promote(ReaderId userId) {
    accounts.require(userId).requireChangeable();
    accounts.setAdmin(userId, true);
  }

  /**
   * Takes an admin's rights. Their tokens, which still say otherwise, count no more.
   *
   * @return how many logins have ended by it
   * @throws ResponseStatusException 400, if nobody else is an admin who can sign in; 404, if there
   *     is none
   */
  @Transactional
  public int demote(ReaderId userId) {
    // Two who take each other's rights do it one after the other.
    boolean others = accounts.lockAdmins().stream().anyMatch(admin -> !admin.id().equals(userId));
    if (!accounts.require(userId).admin()) {
      return 0;
    }
    if (!others) {
      throw RefusedException.badRequest(
          "last_admin", "This is the last admin. Please make somebody else one first.");
    }
    accounts.setAdmin(userId, false);
    return tokens.revokeAll(userId);
  }
}
