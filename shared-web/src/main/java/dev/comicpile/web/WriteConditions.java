package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileProblem.PileMovedOn;
import dev.comicpile.api.problem.PileProblem.VersionOfAnotherPile;
import dev.comicpile.api.problem.PileRefusal;
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
   * Holds the expected version against the one that the pile is at.
   *
   * @throws PileRefusal 412, if it is another
   */
  public void requireUnmoved(long version) {
    PileProblem movedOn = movedOn(version);
    if (movedOn != null) {
      throw new PileRefusal(movedOn);
    }
  }

  /**
   * What is said where the expected version is not the one that the pile is at; null where it is.
   */
  public @Nullable PileProblem movedOn(long version) {
    return expectedVersion == null || expectedVersion == version
        ? null
        : expectedVersion == OTHER_PILE
            ? new VersionOfAnotherPile(version)
            : new PileMovedOn(expectedVersion, version);
  }

  /**
   * A key, and what it was sent with.
   *
   * @param actorId the reader who acts
   * @param value the key as the client gave it, 1 to 200 characters
   * @param fingerprint SHA-256 of method, path, query and body, in hexadecimal digits; where the
   *     body is read as it comes, without it
   */
  public record Key(ReaderId actorId, String value, String fingerprint) {}
}
