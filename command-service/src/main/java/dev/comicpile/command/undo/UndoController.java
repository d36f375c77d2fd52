package dev.comicpile.command.undo;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreSnapshot;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Back and forth in a pile's past: one's own, and a reader's who does not find back alone. */
@RestController
@RequestMapping("/api")
class UndoController {

  private final PileCommands pile;
  private final AccountTable accounts;

  UndoController(PileCommands pile, AccountTable accounts) {
    this.pile = pile;
    this.accounts = accounts;
  }

  /** What was taken back, and the session after it. */
  record Undone(List<ActionView> undone, long version, SessionView session) {}

  /** What was brought back, and the session after it. */
  record Redone(List<ActionView> redone, long version, SessionView session) {}

  /** Which action is meant, by its version, where that is said. */
  record MeantAction(@Nullable Long version) {}

  /**
   * Take back the latest action.
   *
   * <p>One action after the other, back to the empty pile. Where the body names the version of an
   * action, no other one is taken back.
   */
  @PostMapping("/undo")
  Accepted<Undone> undo(WriteRequest write, @Valid @RequestBody MeantAction body) {
    return pile.send(new UndoAction(write.readerId(), body.version()), write)
        .map(reply -> new Undone(reply.actions(), reply.version(), reply.session()));
  }

  /**
   * Bring back the action taken back last.
   *
   * <p>Possible until a new action is made. Where the body names the version of an action, no other
   * one is brought back.
   */
  @PostMapping("/undo/redo")
  Accepted<Redone> redo(WriteRequest write, @Valid @RequestBody MeantAction body) {
    return pile.send(new RedoAction(write.readerId(), body.version()), write)
        .map(reply -> new Redone(reply.actions(), reply.version(), reply.session()));
  }

  /**
   * Restore the pile to a restore point of a session.
   *
   * <p>What stands then is what stood at that version; it is an action of its own, which undo takes
   * back.
   */
  @PostMapping("/undo/{session_id}/undo/{snapshot_id}")
  Accepted<SessionView> restoreSnapshot(
      WriteRequest write,
      @PathVariable("session_id") SessionId sessionId,
      @PathVariable("snapshot_id") long snapshotId) {
    return pile.send(new RestoreSnapshot(write.readerId(), sessionId, snapshotId), write)
        .map(SessionReply::session);
  }

  /** The version of the last event of an action, or that of a session's start. */
  record Restore(@NotNull Long version) {}

  /**
   * Restore the pile to a version that ends an action.
   *
   * <p>What stands then is what stood right after that action; it is an action of its own, which
   * undo takes back.
   */
  @PostMapping("/undo/restore")
  Accepted<SessionView> restoreVersion(WriteRequest write, @Valid @RequestBody Restore body) {
    return pile.send(new RestoreVersion(write.readerId(), body.version()), write)
        .map(SessionReply::session);
  }

  /**
   * Restore a reader's pile to a version that ends an action.
   *
   * <p>The version is that of a restore point or of any other action's last event; the reader's own
   * undo takes it back.
   */
  @PostMapping("/admin/users/{user_id}/snapshots/{version}/restore")
  Accepted<SessionView> restoreUserSnapshot(
      WriteRequest write,
      @PathVariable("user_id") ReaderId userId,
      @PathVariable("version") long version) {
    accounts.require(userId);
    return pile.send(new RestoreVersion(userId, version), write).map(SessionReply::session);
  }
}
