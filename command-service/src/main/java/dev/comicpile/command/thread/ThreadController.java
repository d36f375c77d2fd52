package dev.comicpile.command.thread;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.command.input.Text;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Threads: what is on the pile. */
@RestController
@RequestMapping("/api/threads")
class ThreadController {

  private final PileCommands pile;

  ThreadController(PileCommands pile) {
    this.pile = pile;
  }

  /** A thread to add. */
  record NewThread(
      @NotNull @Text(max = Title.LONGEST) String title,
      @NotNull @Text(max = Format.LONGEST) String format,
      @NotNull @Min(0) Integer issuesRemaining,
      @Text(max = Notes.LONGEST, as = Text.As.LINES, mayBeBlank = true) @Nullable String notes,
      @Nullable Boolean isTest) {}

  /** What to change of a thread; what is absent or null stays as it is. */
  record ThreadChanges(
      @Text(max = Title.LONGEST) @Nullable String title,
      @Text(max = Format.LONGEST) @Nullable String format,
      @Min(0) @Nullable Integer issuesRemaining,
      @Text(max = Notes.LONGEST, as = Text.As.LINES, mayBeBlank = true) @Nullable String notes,
      @Nullable Boolean isTest,
      @Text(max = ReviewUrl.LONGEST, as = Text.As.ADDRESS, mayBeBlank = true)
          @Nullable String reviewUrl) {}

  /** A completed thread and how many issues it gets. */
  record ThreadReactivation(@NotNull ThreadId threadId, @NotNull @Min(1) Integer issuesToAdd) {}

  /** The answer to set-pending. */
  record PendingThread(String status, ThreadId threadId) {}

  /**
   * Add a thread at the back of the queue.
   *
   * <p>A thread with no issues remaining is completed from the start.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Accepted<ThreadView> addThread(WriteRequest write, @Valid @RequestBody NewThread body) {
    return pile.send(
            new AddThread(
                write.readerId(),
                new Title(body.title()),
                new Format(body.format()),
                new Issues(body.issuesRemaining()),
                ifGiven(body.notes(), Notes::new),
                Boolean.TRUE.equals(body.isTest())),
            write)
        .map(ThreadReply::thread);
  }

  /**
   * Change a thread; what is absent or null stays as it is.
   *
   * <p>Setting the remaining issues to 0 completes the thread; raising them from 0 puts it at the
   * back of the queue.
   */
  @PutMapping("/{thread_id}")
  Accepted<ThreadView> editThread(
      WriteRequest write,
      @PathVariable("thread_id") ThreadId threadId,
      @Valid @RequestBody ThreadChanges body) {
    return pile.send(
            new EditThread(
                write.readerId(),
                threadId,
                ifGiven(body.title(), Title::new),
                ifGiven(body.format(), Format::new),
                ifGiven(body.issuesRemaining(), Issues::new),
                ifGiven(body.notes(), Notes::new),
                body.isTest(),
                ifGiven(body.reviewUrl(), ReviewUrl::new)),
            write)
        .map(ThreadReply::thread);
  }

  /**
   * Remove a thread from the pile.
   *
   * <p>Its history stays, and undo brings the thread back under the same id.
   */
  @DeleteMapping("/{thread_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Accepted<Void> deleteThread(WriteRequest write, @PathVariable("thread_id") ThreadId threadId) {
    return pile.send(new DeleteThread(write.readerId(), threadId), write).withoutBody();
  }

  /**
   * Give a completed thread more issues and put it at the front.
   *
   * <p>Refused for a thread that is still active: edit its remaining issues instead.
   */
  @PostMapping("/reactivate")
  Accepted<ThreadView> reactivateThread(
      WriteRequest write, @Valid @RequestBody ThreadReactivation body) {
    return pile.send(
            new ReactivateThread(write.readerId(), body.threadId(), new Issues(body.issuesToAdd())),
            write)
        .map(ThreadReply::thread);
  }

  /**
   * Pick a thread without a roll.
   *
   * <p>The thread waits to be rated as if it had been rolled. A snoozed thread is unsnoozed.
   */
  @PostMapping("/{thread_id}/set-pending")
  Accepted<PendingThread> setPendingThread(
      WriteRequest write, @PathVariable("thread_id") ThreadId threadId) {
    return pile.send(
            new ChooseThread(write.readerId(), threadId, SelectionMethod.SET_PENDING), write)
        .map(reply -> new PendingThread("pending_set", reply.roll().threadId()));
  }

  private static <G, V> @Nullable V ifGiven(@Nullable G given, Function<G, V> value) {
    return given == null ? null : value.apply(given);
  }
}
