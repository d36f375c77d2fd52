package dev.comicpile.web;

import org.jspecify.annotations.Nullable;

/**
 * On which conditions a client wants a write to be done.
 *
 * @param key done once only under this key; null where the client named none
 * @param expectedVersion done only where the pile is at this version; null for any version, {@link
 *     #OTHER_PILE} for one that this pile never has
 */
public record WriteConditions(@Nullable Key key, @Nullable Long expectedVersion) {

  /** A write that is done whatever happened before. */
  public static final WriteConditions NONE = new WriteConditions(null, null);

  /** The version of another reader's pile or of another store. */
  public static final long OTHER_PILE = -1;

  /**
   * A key, and what it was sent with.
   *
   * @param actorId the reader who acts
   * @param value the key as the client gave it, 1 to 200 characters
   * @param fingerprint SHA-256 of method, path, query and body, in hexadecimal digits
   */
  public record Key(long actorId, String value, String fingerprint) {}
}
