package dev.comicpile.command.dice;

import dev.comicpile.api.command.DiceCommand;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.DiceCommand.UnsnoozeThread;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Not now, but later. */
@RestController
@RequestMapping("/api/snooze")
@Tag(name = "Dice")
class SnoozeController {

  private final PileCommands pile;

  SnoozeController(PileCommands pile) {
    this.pile = pile;
  }

  @PostMapping
  @Operation(
      operationId = "snoozeThread",
      summary = "Take the pending thread out of the pool until the session ends",
      description = "The die steps up, and the thread keeps its place in the queue.")
  SessionView snooze(Reader reader, HttpServletResponse response) {
    return send(new SnoozeThread(reader.pileId()), reader, response);
  }

  @PostMapping("/{thread_id}/unsnooze")
  @Operation(
      operationId = "unsnoozeThread",
      summary = "Put a snoozed thread back into the pool",
      description = "Answers the session unchanged where the thread is not snoozed.")
  SessionView unsnooze(
      Reader reader, @PathVariable("thread_id") long threadId, HttpServletResponse response) {
    return send(new UnsnoozeThread(reader.pileId(), threadId), reader, response);
  }

  @DeleteMapping
  @Operation(
      operationId = "unsnoozeAll",
      summary = "Put all snoozed threads back into the pool",
      description = "Answers the session unchanged where nothing is snoozed.")
  SessionView unsnoozeAll(Reader reader, HttpServletResponse response) {
    return send(new UnsnoozeThread(reader.pileId(), null), reader, response);
  }

  private SessionView send(DiceCommand<?> command, Reader reader, HttpServletResponse response) {
    return pile.send(command, SessionReply.class, reader, response).session();
  }
}
