package dev.comicpile.command.account;

import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When something that a client has made is to count no more. */
public final class Expiry {

  private Expiry() {}

  /**
   * Sees to it that a time given as {@code expires_at} has not passed.
   *
   * @param expiresAt null for never
   * @throws BadInputException if it has
   */
  public static void requireFuture(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new BadInputException(
          new FieldProblem("body.expires_at", "must be in the future", FieldProblem.TOO_SMALL));
    }
  }
}
