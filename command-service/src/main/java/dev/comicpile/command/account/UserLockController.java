package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Readers who must not come in, for the time being. */
@RestController
@RequestMapping("/api/admin/users/{user_id}")
@Tag(name = "Admin")
class UserLockController {

  private final AccountLocks locks;

  UserLockController(AccountLocks locks) {
    this.locks = locks;
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
      operationId = "lockUser",
      summary = "Lock an account",
      description =
          "Nobody can log in to it, and its reader is logged out everywhere within a second. An"
              + " admin cannot lock their own account (400).")
  Lock lock(Reader admin, @PathVariable("user_id") ReaderId userId) {
    return new Lock(true, locks.lock(userId, admin.id()));
  }

  @PostMapping("/unlock")
  @Operation(
      operationId = "unlockUser",
      summary = "Unlock an account",
      description = "Its reader can log in again; tokens of before the lock stay revoked.")
  Lock unlock(@PathVariable("user_id") ReaderId userId) {
    locks.unlock(userId);
    return new Lock(false, 0);
  }
}
