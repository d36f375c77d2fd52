package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.WriteRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What admins do with the accounts of others: who must not come in, and who is an admin, too.
 * Nobody can sign in to a locked account, and its tokens count no more. There is one admin at any
 * time who can sign in.
 */
@RestController
@RequestMapping("/api/admin/users/{user_id}")
class UserController {

  private final AccountTable accounts;
  private final ResetCodeTable codes;
  private final Tokens tokens;
  private final AccountWrites writes;
  private final Clock clock;

  UserController(
      AccountTable accounts,
      ResetCodeTable codes,
      Tokens tokens,
      AccountWrites writes,
      Clock clock) {
    this.accounts = accounts;
    this.codes = codes;
    this.tokens = tokens;
    this.writes = writes;
    this.clock = clock;
  }

  /**
   * What an account is now.
   *
   * @param revoked how many logins of the reader have ended by it
   */
  record AccountLock(boolean locked, int revoked) {}

  /**
   * Lock an account.
   *
   * <p>Nobody can log in to it, and its reader is logged out everywhere within a second. An admin
   * cannot lock their own account (400).
   */
  @PostMapping("/lock")
  AccountLock lockUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    return new AccountLock(true, writes.count(write, () -> lock(userId, write.readerId())));
  }

  private int lock(ReaderId userId, ReaderId adminId) {
    if (userId.equals(adminId)) {
      throw RefusedException.badRequest(
          "own_lock", "You cannot lock your own account. Please ask another admin.");
    }
    List<Account> both = accounts.findForLock(userId, adminId);
    // who has been locked meanwhile, or is no admin any more, locks nobody: one of them is left
    Account admin = of(both, adminId).orElseThrow(Accounts::gone);
    if (!admin.admin()) {
      throw new AccessDeniedException("no admin any more");
    }
    admin.requireUnlocked();
    Account account = of(both, userId).orElseThrow(() -> Accounts.notFound(userId));
    if (!account.locked()) {
      accounts.setLock(userId, clock.instant());
    }
    return tokens.revokeAll(userId);
  }

  private static Optional<Account> of(List<Account> accounts, ReaderId id) {
    return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
  }

  /**
   * Unlock an account.
   *
   * <p>Its reader can log in again; tokens of before the lock stay revoked.
   */
  @PostMapping("/unlock")
  AccountLock unlockUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    writes.once(
        write,
        () -> {
          accounts.requireForChange(userId);
          accounts.setLock(userId, null);
        });
    return new AccountLock(false, 0);
  }

  /**
   * What a reader is now.
   *
   * @param revoked how many logins of the reader have ended by it
   */
  record AdminRights(boolean isAdmin, int revoked) {}

  /**
   * Make a reader an admin.
   *
   * <p>Their next tokens say so: at once when they sign in anew, else within half an hour.
   */
  @PostMapping("/promote")
  AdminRights promoteUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    requireSignedIn(write.reader());
    writes.once(
        write,
        () -> {
          accounts.requireForChange(userId).requireChangeable();
          accounts.setAdmin(userId, true);
        });
    return new AdminRights(true, 0);
  }

  /**
   * Make an admin a reader like others.
   *
   * <p>They are logged out everywhere within a second, and their keys open nothing of the admin's
   * any more. The last admin stays one (400).
   */
  @PostMapping("/demote")
  AdminRights demoteUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    requireSignedIn(write.reader());
    return new AdminRights(false, writes.count(write, () -> demote(userId)));
  }

  /** Their tokens, which still say otherwise, count no more. */
  private int demote(ReaderId userId) {
    boolean others = accounts.hasOtherAdmins(userId);
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

  /**
   * Make a code by which a reader sets a new password.
   *
   * <p>It is shown this once, good for an hour and once; a code made before is good no more.
   */
  @PostMapping("/reset-code")
  ResetCode makeResetCode(Reader reader, @PathVariable("user_id") ReaderId userId) {
    requireSignedIn(reader);
    Account account = accounts.require(userId).requireChangeable();
    return codes.make(account.id(), clock.instant());
  }

  /** A key does not do it: what makes an admin, or opens an account, would outlive the key. */
  private static void requireSignedIn(Reader reader) {
    if (reader.keyScopes() != null) {
      throw RefusedException.forbidden(
          "signed_in_only", "A key cannot do this. Please sign in as an admin for it.");
    }
  }
}
