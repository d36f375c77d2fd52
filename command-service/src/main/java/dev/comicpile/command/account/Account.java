package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RefusedException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A registered reader.
 *
 * @param email the address; null for an admin made from the settings
 * @param passwordHash null for who signs in by a provider or a passkey alone
 * @param locked whether nobody can sign in to it
 * @param demo whether it is the demo reader's, whose password everybody knows
 * @param permanentId never that of another account, here or in another copy of the data
 */
public record Account(
    ReaderId id,
    String username,
    @Nullable String email,
    @Nullable String passwordHash,
    boolean admin,
    boolean locked,
    boolean demo,
    Instant registeredAt,
    UUID permanentId) {

  /**
   * Sees to it that its reader may change it.
   *
   * @throws RefusedException 403, if it is the demo reader's
   */
  public Account requireChangeable() {
    if (demo) {
      throw RefusedException.forbidden(
          "demo_account", "The demo reader's account cannot be changed.");
    }
    return this;
  }

  /**
   * Sees to it that one can sign in to it.
   *
   * @throws Locked if nobody can
   */
  public Account requireUnlocked() {
    if (locked) {
      throw new Locked();
    }
    return this;
  }

  /** Nobody can sign in to the account, whatever they know: answered 403. */
  public static final class Locked extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    Locked() {
      super(HttpStatus.FORBIDDEN, "This account is locked. Please ask an admin to unlock it.");
      getBody().setProperty("code", "locked");
    }
  }

  @Override
  public String toString() {
    return "Account " + id; // an address or a hash does not belong in a log
  }
}
