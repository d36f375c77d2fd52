package dev.comicpile.command.account;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a provider vouches for.
 *
 * @param subject what the issuer calls them, and nobody else ever
 * @param email an address, whether or not it is theirs
 * @param emailVerified whether the provider says that it is
 * @param name what they are called there
 * @param groups what they belong to there
 */
record OidcIdentity(
    String issuer,
    String subject,
    @Nullable String email,
    boolean emailVerified,
    String name,
    Set<String> groups) {

  OidcIdentity {
    groups = Set.copyOf(groups);
  }

  /** The address, if it is known to be theirs. */
  @Nullable String verifiedEmail() {
    return emailVerified ? email : null;
  }

  /** Whether it is an address of one of these domains. */
  boolean isOfDomain(Iterable<String> domains) {
    String address = email == null ? "" : email.toLowerCase(Locale.ROOT);
    for (String domain : domains) {
      if (address.endsWith("@" + domain.strip().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "OidcIdentity"; // an address does not belong in a log
  }
}
