package dev.comicpile.web;

import java.util.Locale;
import java.util.Set;

/** What a key for programs may be used for. */
public enum Scope {
  /** Looking at one's own pile, history and numbers. */
  READ,
  /** Changing one's own pile: dice, threads, undo, imports. */
  PLAY,
  /** What admins may do, as long as the key's owner is one. */
  ADMIN;

  private static final String ME = "/api/auth/me";
  private static final Set<String> READS = Set.of("GET", "HEAD");

  /**
   * Whether a key with these scopes is enough for a request. No key reaches accounts or signing in,
   * but for who one is.
   *
   * @param path decoded, of the API
   */
  static boolean suffice(Set<Scope> scopes, String method, String path) {
    boolean reads = READS.contains(method);
    if (path.equals(ME)) {
      return reads;
    }
    if (isUnder("/api/auth", path) || isUnder("/api/account", path)) {
      return false;
    }
    return scopes.contains(isAdmins(path) ? ADMIN : reads ? READ : PLAY);
  }

  /** Whether a path is for admins alone. */
  static boolean isAdmins(String path) {
    return isUnder("/api/admin", path);
  }

  private static boolean isUnder(String parent, String path) {
    return path.startsWith(parent)
        && (path.length() == parent.length() || path.charAt(parent.length()) == '/');
  }

  /** As JSON has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
