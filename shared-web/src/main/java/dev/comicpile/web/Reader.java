package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The reader who calls, as their access token or key says. Controllers take it as a parameter.
 *
 * @param id the account's id
 * @param familyId the family of tokens that the access token belongs to; of a key, none
 * @param keyScopes what the key with which they call may be used for; null where they are signed in
 */
public record Reader(
    ReaderId id, String username, boolean admin, String familyId, @Nullable Set<Scope> keyScopes) {

  public Reader {
    keyScopes = keyScopes == null ? null : Set.copyOf(keyScopes);
  }

  /** A reader who is signed in. */
  public Reader(ReaderId id, String username, boolean admin, String familyId) {
    this(id, username, admin, familyId, null);
  }

  /** Claim that holds the name. */
  public static final String USERNAME = "username";

  /** Claim that holds a list of roles in lower case; {@code admin} is one. */
  public static final String ROLES = "roles";

  /** Claim that holds the token family. */
  public static final String FAMILY = "fam";

  /** Claim that says what a token that is no access token is for. */
  public static final String USE = "use";

  /** The use of a token that the next pair is asked for with. */
  public static final String REFRESH = "refresh";

  /** The role of those who may use {@code /api/admin}. */
  public static final String ADMIN = "admin";

  /** The owner of a key. */
  static Reader ofKey(ReaderId id, String username, boolean admin, Set<Scope> scopes) {
    return new Reader(id, username, admin, "", scopes);
  }

  /**
   * The reader a verified token speaks of.
   *
   * @throws IllegalArgumentException if the token lacks a claim that every token of ours has
   */
  static Reader of(Jwt token) {
    String subject = token.getSubject();
    String username = token.getClaimAsString(USERNAME);
    String family = token.getClaimAsString(FAMILY);
    if (subject == null || username == null || family == null || token.hasClaim(USE)) {
      throw new IllegalArgumentException("not an access token");
    }
    List<String> roles = token.getClaimAsStringList(ROLES);
    return new Reader(
        ReaderId.of(subject), username, roles != null && roles.contains(ADMIN), family);
  }
}
