package dev.comicpile.command.session;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.UndoCommand.RestoreSessionStart;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
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
@Tag(name = "Sessions")
class SessionController {

  private final PileCommands pile;

  SessionController(PileCommands pile) {
    this.pile = pile;
  }

  /** The sides of the die to start with; the configured one where it is not said. */
  record Start(@Nullable Integer startDie) {}

  @PostMapping("/session/start")
  @Operation(summary = "Start a session")
  SessionView start(Reader reader, @Valid @RequestBody Start body, HttpServletResponse response) {
    return send(new StartSession(reader.pileId(), body.startDie()), reader, response);
  }

  @PostMapping("/session/end")
  @Operation(summary = "End the session")
  SessionView end(Reader reader, HttpServletResponse response) {
    return send(new EndSession(reader.pileId()), reader, response);
  }

  @PostMapping("/sessions/{session_id}/restore-session-start")
  @Operation(summary = "Restore the pile to what it was when a session started")
  SessionView restoreStart(
      Reader reader, @PathVariable("session_id") long sessionId, HttpServletResponse response) {
    return send(new RestoreSessionStart(reader.pileId(), sessionId), reader, response);
  }

  private SessionView send(PileCommand command, Reader reader, HttpServletResponse response) {
    return pile.send(command, SessionReply.class, reader, response).session();
  }
}
