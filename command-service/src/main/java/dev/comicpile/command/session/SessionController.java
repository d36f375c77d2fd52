package dev.comicpile.command.session;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.UndoCommand.RestoreSessionStart;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sittings. */
@RestController
@RequestMapping("/api")
class SessionController {

  private final PileCommands pile;

  SessionController(PileCommands pile) {
    this.pile = pile;
  }

  /** The sides of the die to start with; the configured one where it is not said. */
  record SessionStart(@Nullable Integer startDie) {}

  /**
   * Start a session.
   *
   * <p>Rolling starts one by itself; this is for who wants another die to start with, or a restore
   * point first.
   */
  @PostMapping("/session/start")
  Accepted<SessionView> startSession(WriteRequest write, @Valid @RequestBody SessionStart body) {
    return send(new StartSession(write.readerId(), body.startDie()), write);
  }

  /**
   * End the session.
   *
   * <p>The pending pick goes with it, and so do snoozes and the manual die.
   */
  @PostMapping("/session/end")
  Accepted<SessionView> endSession(WriteRequest write) {
    return send(new EndSession(write.readerId()), write);
  }

  /**
   * Restore the pile to what it was when a session started.
   *
   * <p>Restores to the restore point "Session start". It is an action of its own, which undo takes
   * back.
   */
  @PostMapping("/sessions/{session_id}/restore-session-start")
  Accepted<SessionView> restoreSessionStart(
      WriteRequest write, @PathVariable("session_id") SessionId sessionId) {
    return send(new RestoreSessionStart(write.readerId(), sessionId), write);
  }

  private Accepted<SessionView> send(PileCommand<SessionReply> command, WriteRequest write) {
    return pile.send(command, write).map(SessionReply::session);
  }
}
