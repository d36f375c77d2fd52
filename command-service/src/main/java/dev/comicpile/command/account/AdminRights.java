package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Who is an admin. There is one at any time who can sign in. */
@Component
class AdminRights {

  private final AccountTable accounts;
  private final Tokens tokens;

  AdminRights(AccountTable accounts, Tokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  /**
   * Refuses who calls by a key: what makes an admin, or opens an account, would outlive the key.
   *
   * @throws ResponseStatusException 403, if they do
   */
  static void requireSignedIn(Reader reader) {
    if (reader.keyScopes() != null) {
      throw new RefusedException(
          HttpStatus.FORBIDDEN,
          "signed_in_only",
          "A key cannot do this. Please sign in as an admin for it.");
    }
  }

  /**
   * Makes a reader an admin, as their next tokens will say.
   *
   * @throws ResponseStatusException 403, if it is the demo reader, whose password everybody knows;
   *     404, if there is none
   */
  @Transactional
  public void give(ReaderId userId) {
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
  public int take(ReaderId userId) {
    // Two who take each other's rights do it one after the other.
    boolean others = accounts.lockAdmins().stream().anyMatch(admin -> !admin.id().equals(userId));
    if (!accounts.require(userId).admin()) {
      return 0;
    }
    if (!others) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST,
          "last_admin",
          "This is the last admin. Please make somebody else one first.");
    }
    accounts.setAdmin(userId, false);
    return tokens.revokeAll(userId);
  }
}
