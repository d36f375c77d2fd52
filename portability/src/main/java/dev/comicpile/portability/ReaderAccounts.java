package dev.comicpile.portability;

import dev.comicpile.api.ReaderId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts of readers, as far as an import needs them. */
public interface ReaderAccounts {

  /** A name as it is compared: the same for all ways to write it. */
  String nameKey(String username);

  /** The name of a reader; a phrase with the id where it is not known. */
  String nameOf(ReaderId readerId);

  /**
   * What an account says of its reader.
   *
   * @param email null where there is none
   */
  record Registered(String username, @Nullable String email, Instant registeredAt) {

    @Override
    public String toString() {
      return "Registered"; // an address does not belong in a log
    }
  }

  /**
   * Tells of the reader who asks.
   *
   * @throws org.springframework.web.server.ResponseStatusException 401, if they have left meanwhile
   */
  Registered registered(ReaderId readerId);

  /** The id of the reader of that name, if there is one. */
  Optional<ReaderId> find(String username);

  /** A password that nobody has chosen, easy to copy. */
  String newPassword();

  /**
   * Registers a reader who registered elsewhere before, without an address.
   *
   * @param username 1 to 50 characters; taken without regard to case
   * @param password 8 to 72 bytes in UTF-8
   * @return the reader's id
   * @throws org.springframework.web.server.ResponseStatusException 400, if the name is taken
   */
  ReaderId registerAgain(String username, String password, Instant registeredAt);

  /**
   * Gives an account a new password if nobody has ever logged in to it.
   *
   * @return whether it was given
   */
  boolean changeUnusedPassword(ReaderId readerId, String password);
}
