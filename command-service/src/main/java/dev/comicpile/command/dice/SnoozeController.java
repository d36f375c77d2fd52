package dev.comicpile.command.dice;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.DiceCommand;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.DiceCommand.UnsnoozeThread;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Not now, but later. */
@RestController
@RequestMapping("/api/snooze")
class SnoozeController {

  private final PileCommands pile;

  SnoozeController(PileCommands pile) {
    this.pile = pile;
  }

  /** Which pick is meant, where that is said. */
  record Snoozing(@Nullable ThreadId threadId) {}

  /**
   * Take the pending thread out of the pool until the session ends.
   *
   * <p>The die steps up, and the thread keeps its place in the queue.
   */
  @PostMapping
  Accepted<SessionView> snoozeThread(WriteRequest write, @Valid @RequestBody Snoozing body) {
    return send(new SnoozeThread(write.readerId(), body.threadId()), write);
  }

  /**
   * Put a snoozed thread back into the pool.
   *
   * <p>Answers the session unchanged where the thread is not snoozed.
   */
  @PostMapping("/{thread_id}/unsnooze")
  Accepted<SessionView> unsnoozeThread(
      WriteRequest write, @PathVariable("thread_id") ThreadId threadId) {
    return send(new UnsnoozeThread(write.readerId(), threadId), write);
  }

  /**
   * Put all snoozed threads back into the pool.
   *
   * <p>Answers the session unchanged where nothing is snoozed.
   */
  @DeleteMapping
  Accepted<SessionView> unsnoozeAll(WriteRequest write) {
    return send(new UnsnoozeThread(write.readerId(), null), write);
  }

  private Accepted<SessionView> send(DiceCommand<SessionReply> command, WriteRequest write) {
    return pile.send(command, write).map(SessionReply::session);
  }
}
