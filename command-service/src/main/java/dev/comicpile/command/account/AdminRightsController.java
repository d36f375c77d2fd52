package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Admins who make others admins. */
@RestController
@RequestMapping("/api/admin/users/{user_id}")
@Tag(name = "Admin")
class AdminRightsController {

  private final AdminRights rights;

  AdminRightsController(AdminRights rights) {
    this.rights = rights;
  }

  /**
   * What a reader is now.
   *
   * @param revoked how many logins of the reader have ended by it
   */
  @Schema(name = "AdminRights")
  record Rights(boolean isAdmin, int revoked) {}

  @PostMapping("/promote")
  @Operation(
      operationId = "promoteUser",
      summary = "Make a reader an admin",
      description =
          "Their next tokens say so: at once when they sign in anew, else within half an hour.")
  Rights promote(Reader reader, @PathVariable("user_id") ReaderId userId) {
    AdminRights.requireSignedIn(reader);
    rights.give(userId);
    return new Rights(true, 0);
  }

  @PostMapping("/demote")
  @Operation(
      operationId = "demoteUser",
      summary = "Make an admin a reader like others",
      description =
          "They are logged out everywhere within a second, and their keys open nothing of the"
              + " admin's any more. The last admin stays one (400).")
  Rights demote(Reader reader, @PathVariable("user_id") ReaderId userId) {
    AdminRights.requireSignedIn(reader);
    return new Rights(false, rights.take(userId));
  }
}
