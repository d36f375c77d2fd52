package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What admins do with the accounts of others: who must not come in, and who is an admin, too. */
@RestController
@RequestMapping("/api/admin/users/{user_id}")
@Tag(name = "Admin")
class UserController {

  private final AccountLocks locks;
  private final AdminRights rights;
  private final AccountWrites writes;

  UserController(AccountLocks locks, AdminRights rights, AccountWrites writes) {
    this.locks = locks;
    this.rights = rights;
    this.writes = writes;
  }

  /**
   * What an account is now.
   *
   * @param revoked how many logins of the reader have ended by it
   */
  @Schema(name = "AccountLock")
  record Lock(boolean locked, int revoked) {}

  @PostMapping("/lock")
  @Operation(
      summary = "Lock an account",
      description =
          "Nobody can log in to it, and its reader is logged out everywhere within a second. An"
              + " admin cannot lock their own account (400).")
  Lock lockUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    return new Lock(true, writes.count(write, () -> locks.lock(userId, write.readerId())));
  }

  @PostMapping("/unlock")
  @Operation(
      summary = "Unlock an account",
      description = "Its reader can log in again; tokens of before the lock stay revoked.")
  Lock unlockUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    writes.once(write, () -> locks.unlock(userId));
    return new Lock(false, 0);
  }

  /**
   * What a reader is now.
   *
   * @param revoked how many logins of the reader have ended by it
   */
  @Schema(name = "AdminRights")
  record Rights(boolean isAdmin, int revoked) {}

  @PostMapping("/promote")
  @Operation(
      summary = "Make a reader an admin",
      description =
          "Their next tokens say so: at once when they sign in anew, else within half an hour.")
  Rights promoteUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    AdminRights.requireSignedIn(write.reader());
    writes.once(write, () -> rights.give(userId));
    return new Rights(true, 0);
  }

  @PostMapping("/demote")
  @Operation(
      summary = "Make an admin a reader like others",
      description =
          "They are logged out everywhere within a second, and their keys open nothing of the"
              + " admin's any more. The last admin stays one (400).")
  Rights demoteUser(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    AdminRights.requireSignedIn(write.reader());
    return new Rights(false, writes.count(write, () -> rights.take(userId)));
  }
}
