package dev.comicpile.command.account;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A registered reader.
 *
 * @param email the address; null for an admin made from the settings
 */
record Account(
    long id, String username, @Nullable String email, String passwordHash, boolean admin) {

  /** A name or address as it is compared: the same for all ways to write it. */
  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Account " + id; // an address or a hash does not belong in a log
  }
}
