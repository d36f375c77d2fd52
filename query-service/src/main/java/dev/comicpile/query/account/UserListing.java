package dev.comicpile.query.account;

import dev.comicpile.api.ReaderId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the users.
 *
 * @param total how many there are in all
 */
@Schema(name = "UserList")
record UserListing(long total, List<User> users) {

  /**
   * A user, as far as reads know them: no e-mail and no secrets.
   *
   * @param locked whether nobody can sign in to the account
   * @param isDemo whether it is the demo reader, whose account cannot be changed
   * @param nameLike the user whose name looks the same, where this one logs in by the exact name
   *     only; null for almost all
   * @param version how many events their stream holds
   * @param lastActionAt when they did something last, null where they never did
   */
  record User(
      ReaderId id,
      String username,
      Instant createdAt,
      boolean isAdmin,
      boolean locked,
      boolean isDemo,
      @Nullable ReaderId nameLike,
      long version,
      long activeThreads,
      long completedThreads,
      @Nullable Instant lastActionAt) {}
}
