package dev.comicpile.command.account.key;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.AccountWrites;
import dev.comicpile.command.account.Tokens;
import dev.comicpile.web.WriteRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tokens of a reader whose device or password is in the wrong hands. */
@RestController
@RequestMapping("/api/admin/users/{user_id}/tokens")
class UserTokensController {

  private final AccountTable accounts;
  private final KeyTable keys;
  private final Tokens tokens;
  private final AccountWrites writes;

  UserTokensController(AccountTable accounts, KeyTable keys, Tokens tokens, AccountWrites writes) {
    this.accounts = accounts;
    this.keys = keys;
    this.tokens = tokens;
    this.writes = writes;
  }

  /** How many logins of the reader have ended. */
  record RevokedTokens(int revoked) {}

  /**
   * Log a reader out everywhere, within a second.
   *
   * <p>Every access and refresh token of the reader is refused from then on, and their keys for
   * programs are taken away; the password stays as it is.
   */
  @PostMapping("/revoke")
  RevokedTokens revokeUserTokens(WriteRequest write, @PathVariable("user_id") ReaderId userId) {
    return new RevokedTokens(
        writes.count(
            write,
            () -> {
              accounts.requireForChange(userId);
              keys.deleteAll(userId);
              return tokens.revokeAll(userId);
            }));
  }
}
