package dev.comicpile.command.undo;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Help for a reader who does not find the way back alone. */
@RestController
@RequestMapping("/api/admin/users/{user_id}/snapshots")
class UserRestoreController {

  private final AccountTable accounts;
  private final PileCommands pile;

  UserRestoreController(AccountTable accounts, PileCommands pile) {
    this.accounts = accounts;
    this.pile = pile;
  }

  /**
   * Restore a reader's pile to a version that ends an action.
   *
   * <p>The version is that of a restore point or of any other action's last event; the reader's own
   * undo takes it back.
   */
  @PostMapping("/{version}/restore")
  Accepted<SessionView> restoreUserSnapshot(
      WriteRequest write,
      @PathVariable("user_id") ReaderId userId,
      @PathVariable("version") long version) {
    accounts.require(userId);
    return pile.send(new RestoreVersion(userId, version), write).map(SessionReply::session);
  }
}
