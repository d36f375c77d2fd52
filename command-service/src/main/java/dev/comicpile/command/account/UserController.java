package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.WriteRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What admins do with the accounts of others: who must not come in, and who is an admin, too. */
@RestController
@RequestMapping("/api/admin/users/{user_id}")
class UserController {

  private final AccountRights rights;
  private final PasswordChanges passwords;
  private final AccountWrites writes;

  UserController(AccountRights rights, PasswordChanges passwords, AccountWrites writes) {
    this.rights = rights;
    this.passwords = passwords;
    this.writes = writes;
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
    return new AccountLock(true, writes.count(write, () -> rights.lock(userId, write.readerId())));
  }

  /**
   * Unlock an account.
   *
   * <p>Its reader can log in again; tokens of before the lock stay revoked.
   */
  @PostMapping("/unlock")
  AccountLock unlockUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    writes.once(write, () -> rights.unlock(userId));
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
    writes.once(write, () -> rights.promote(userId));
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
    return new AdminRights(false, writes.count(write, () -> rights.demote(userId)));
  }

  /**
   * Make a code by which a reader sets a new password.
   *
   * <p>It is shown this once, good for an hour and once; a code made before is good no more.
   */
  @PostMapping("/reset-code")
  ResetCode makeResetCode(Reader reader, @PathVariable("user_id") ReaderId userId) {
    requireSignedIn(reader);
    return passwords.makeCode(userId);
  }

  /** A key does not do it: what makes an admin, or opens an account, would outlive the key. */
  private static void requireSignedIn(Reader reader) {
    if (reader.keyScopes() != null) {
      throw RefusedException.forbidden(
          "signed_in_only", "A key cannot do this. Please sign in as an admin for it.");
    }
  }
}
