package dev.comicpile.query.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.query.account.Users.UserList;
import dev.comicpile.query.history.RestorePoint;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The users as an admin sees them. */
@RestController
@RequestMapping("/api/admin/users")
class UserReads {

  private static final int DEFAULT_LIMIT = 50;

  private final Users users;
  private final PileReads reads;

  UserReads(Users users, PileReads reads) {
    this.users = users;
    this.reads = reads;
  }

  /**
   * The users in the order in which they registered, and how many there are.
   *
   * <p>Without e-mail addresses: reads do not know them.
   */
  @GetMapping
  UserList listUsers(@Valid Paging paging) {
    return users.list(paging.limitOr(DEFAULT_LIMIT), paging.skipped());
  }

  /**
   * The restore points of all sessions of a user, newest first.
   *
   * <p>Answered from a view of that user's pile, whose version the answer names.
   */
  @GetMapping("/{user_id}/snapshots")
  ResponseEntity<List<RestorePoint>> listUserSnapshots(
      Reader admin, @PathVariable("user_id") ReaderId userId, @Valid Paging paging) {
    String username =
        users
            .username(userId)
            .orElseThrow(
                () ->
                    new RefusedException(
                        HttpStatus.NOT_FOUND, "user_not_found", "User " + userId + " not found"));
    // The version is that of the user's pile, also the one to wait for.
    return reads.ofPile(
        new Reader(userId, username, false, admin.familyId()),
        RestorePoint.latest(paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }
}
