package dev.comicpile.command.queue;

import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The order of the queue. */
@RestController
@RequestMapping("/api/queue")
class QueueController {

  private final PileCommands pile;

  QueueController(PileCommands pile) {
    this.pile = pile;
  }

  /** Where a thread is to go: a position or an end. */
  record QueueMove(
      @NotNull ThreadId threadId, @Min(1) @Nullable Integer position, @Nullable QueueEnd to) {

    int target() {
      if (position != null && to != null) {
        throw new BadInputException(
            new FieldProblem("body.to", "cannot be given together with position", "not_allowed"));
      }
      if (to != null) {
        return switch (to) {
          case FRONT -> MoveThread.FRONT;
          case BACK -> MoveThread.BACK;
        };
      }
      if (position == null) {
        throw new BadInputException(
            new FieldProblem("body.position", "is required, or to: front or back", "missing"));
      }
      return position;
    }
  }

  /** A position, counted from 1. */
  record QueuePosition(@NotNull @Min(1) Integer newPosition) {}

  /** How many threads were removed. */
  record QueueCleared(int removed) {}

  /**
   * Move a thread to a position or to an end of the queue.
   *
   * <p>Takes either a position or {@code to}. A position beyond the end is the end; a thread that
   * is there already stays, and no action is recorded.
   */
  @PostMapping("/move")
  Accepted<ThreadView> moveThread(WriteRequest write, @Valid @RequestBody QueueMove body) {
    return move(write, body.threadId(), body.target());
  }

  /**
   * Move a thread to a position; beyond the end is the end.
   *
   * <p>Positions count from 1, snoozed threads included.
   */
  @PutMapping("/threads/{thread_id}/position")
  Accepted<ThreadView> moveThreadToPosition(
      WriteRequest write,
      @PathVariable("thread_id") ThreadId threadId,
      @Valid @RequestBody QueuePosition body) {
    return move(write, threadId, body.newPosition());
  }

  /**
   * Move a thread to the front of the queue.
   *
   * <p>The same as moving it to position 1.
   */
  @PutMapping("/threads/{thread_id}/front")
  Accepted<ThreadView> moveThreadToFront(
      WriteRequest write, @PathVariable("thread_id") ThreadId threadId) {
    return move(write, threadId, MoveThread.FRONT);
  }

  /**
   * Move a thread to the back of the queue.
   *
   * <p>The same as moving it to the position of the last thread.
   */
  @PutMapping("/threads/{thread_id}/back")
  Accepted<ThreadView> moveThreadToBack(
      WriteRequest write, @PathVariable("thread_id") ThreadId threadId) {
    return move(write, threadId, MoveThread.BACK);
  }

  /**
   * Remove every active thread, as one action that undo takes back.
   *
   * <p>Completed threads stay.
   */
  @DeleteMapping
  Accepted<QueueCleared> clearQueue(WriteRequest write) {
    return pile.send(new ClearQueue(write.readerId()), write)
        .map(reply -> new QueueCleared(reply.count()));
  }

  private Accepted<ThreadView> move(WriteRequest write, ThreadId threadId, int position) {
    return pile.send(new MoveThread(write.readerId(), threadId, position), write)
        .map(ThreadReply::thread);
  }
}
