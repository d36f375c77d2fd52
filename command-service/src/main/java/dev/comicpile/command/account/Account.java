package dev.comicpile.command.account;

import org.jspecify.annotations.Nullable;

/**
 * A registered reader.
 *
 * @param email the address; null for an admin made from the settings
 * @param locked whether nobody can sign in to it
 */
record Account(
    long id,
    String username,
    @Nullable String email,
    String passwordHash,
    boolean admin,
    boolean locked) {

  @Override
  public String toString() {
    return "Account " + id; // an address or a hash does not belong in a log
  }
}
