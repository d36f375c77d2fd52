package dev.comicpile.command.dice;

import dev.comicpile.api.Issues;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.DiceCommand;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.ClearManualDie;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.view.PileReply.RollReply;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.api.view.RollView;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rolling, and what is done with the pick. */
@RestController
@RequestMapping("/api/roll")
class RollController {

  private final PileCommands pile;

  RollController(PileCommands pile) {
    this.pile = pile;
  }

  /** The thread to pick. */
  record ThreadChoice(@NotNull ThreadId threadId) {}

  /** How many issues were read, 1 where it is not said, and of which pick. */
  record IssuesRead(@Min(1) @Nullable Integer issuesRead, @Nullable ThreadId threadId) {}

  /**
   * Roll the current die over the pool.
   *
   * <p>Picks one of the first threads of the queue that are not snoozed, as many as the die has
   * sides. A pick that was still pending is recorded as skipped.
   */
  @PostMapping
  Accepted<RollView> roll(WriteRequest write) {
    return pile.send(new RollDie(write.readerId()), write).map(RollReply::roll);
  }

  /**
   * Pick a thread instead of rolling.
   *
   * <p>The answer is that of a roll with the result 0. A snoozed thread is unsnoozed.
   */
  @PostMapping("/override")
  Accepted<RollView> overrideRoll(WriteRequest write, @Valid @RequestBody ThreadChoice body) {
    return pile.send(
            new ChooseThread(write.readerId(), body.threadId(), SelectionMethod.OVERRIDE), write)
        .map(RollReply::roll);
  }

  /**
   * Set the manual die: 4, 6, 8, 10, 12 or 20.
   *
   * <p>It counts until the next rating steps from it. Answers the die as text, such as d20.
   */
  @PostMapping("/set-die")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_PLAIN_VALUE,
              schema = @Schema(type = "string", example = "d20")))
  ResponseEntity<String> setDie(WriteRequest write, @RequestParam("die") int die) {
    return currentDie(new SetDie(write.readerId(), die), write);
  }

  /**
   * Go back to the die of the ladder.
   *
   * <p>Answers the die that counts from now on as text, such as d6.
   */
  @PostMapping("/clear-manual-die")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_PLAIN_VALUE,
              schema = @Schema(type = "string", example = "d6")))
  ResponseEntity<String> clearManualDie(WriteRequest write) {
    return currentDie(new ClearManualDie(write.readerId()), write);
  }

  /**
   * Read issues of the pending thread without rating it.
   *
   * <p>Neither the die nor the queue changes. Without a body it is one issue.
   */
  @PostMapping("/mark-read")
  Accepted<ThreadView> markRead(WriteRequest write, @Valid @RequestBody IssuesRead body) {
    Issues issuesRead = new Issues(body.issuesRead() == null ? 1 : body.issuesRead());
    return pile.send(new MarkRead(write.readerId(), issuesRead, body.threadId()), write)
        .map(ThreadReply::thread);
  }

  /**
   * The content type is given here and not by the mapping: a client may ask for JSON all the same.
   */
  private ResponseEntity<String> currentDie(DiceCommand<SessionReply> command, WriteRequest write) {
    Accepted<String> die =
        pile.send(command, write).map(reply -> "d" + reply.session().currentDie());
    return ResponseEntity.ok()
        .headers(die.getHeaders())
        .contentType(MediaType.TEXT_PLAIN)
        .body(die.getBody());
  }
}
