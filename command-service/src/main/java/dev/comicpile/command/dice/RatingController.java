package dev.comicpile.command.dice;

import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.command.input.Step;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rating what was read. */
@RestController
@RequestMapping("/api/rate")
class RatingController {

  private final PileCommands pile;

  RatingController(PileCommands pile) {
    this.pile = pile;
  }

  /** A rating of the pending thread after so many issues. */
  record NewRating(
      @NotNull @Step(min = Rating.LOWEST, max = Rating.HIGHEST, step = Rating.STEP) Double rating,
      @NotNull @Min(1) Integer issuesRead,
      @Nullable Boolean finishSession,
      @Nullable ThreadId threadId) {}

  /**
   * Rate the pending thread after reading it.
   *
   * <p>At the threshold (4.0 unless configured) and above, the die steps down and the thread moves
   * to the front; below, the die steps up and the thread moves to the back. What was read is taken
   * off the issues that remain.
   */
  @PostMapping
  Accepted<ThreadView> rateThread(WriteRequest write, @Valid @RequestBody NewRating body) {
    return pile.send(
            new RateThread(
                write.readerId(),
                new Rating(body.rating()),
                new Issues(body.issuesRead()),
                Boolean.TRUE.equals(body.finishSession()),
                body.threadId()),
            write)
        .map(ThreadReply::thread);
  }
}
