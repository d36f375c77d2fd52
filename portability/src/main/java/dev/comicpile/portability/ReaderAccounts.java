package dev.comicpile.portability;

import java.time.Instant;
import java.util.OptionalLong;

/** The accounts of readers, as far as an import needs them. */
public interface ReaderAccounts {

  /** A name as it is compared: the same for all ways to write it. */
  String nameKey(String username);

  /** The name of a reader; a phrase with the id where it is not known. */
  String nameOf(long readerId);

  /** The id of the reader of that name, if there is one. */
  OptionalLong find(String username);

  /**
   * Registers a reader who registered elsewhere before, without an address.
   *
   * @param username 1 to 50 characters; taken without regard to case
   * @param password 8 to 72 bytes in UTF-8
   * @return the reader's id
   * @throws org.springframework.web.server.ResponseStatusException 400, if the name is taken
   */
  long registerAgain(String username, String password, Instant registeredAt);

  /**
   * Gives an account a new password if nobody has ever logged in to it.
   *
   * @return whether it was given
   */
  boolean changeUnusedPassword(long readerId, String password);
}
