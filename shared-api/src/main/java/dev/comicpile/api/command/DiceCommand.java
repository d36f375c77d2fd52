package dev.comicpile.api.command;

import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.RollReply;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import org.jspecify.annotations.Nullable;

/** The dice actions. Each starts a session where none is active. */
public sealed interface DiceCommand<R extends PileReply> extends PileCommand<R> {

  /** Rolls the current die over the pool. */
  record RollDie(ReaderId readerId) implements DiceCommand<RollReply> {}

  /** Picks a thread without a roll; the method is {@code OVERRIDE} or {@code SET_PENDING}. */
  record ChooseThread(ReaderId readerId, ThreadId threadId, SelectionMethod method)
      implements DiceCommand<RollReply> {}

  /**
   * Rates the pending thread after reading 1 or more issues of it.
   *
   * @param threadId the thread that is meant, refused where another one is pending; null where
   *     whichever is pending is meant
   */
  record RateThread(
      ReaderId readerId,
      Rating rating,
      Issues issuesRead,
      boolean finishSession,
      @Nullable ThreadId threadId)
      implements DiceCommand<ThreadReply> {

    public RateThread {
      issuesRead.requireSome();
    }
  }

  /**
   * Reads 1 or more issues of the pending thread without a rating.
   *
   * @param threadId the thread that is meant, as for {@link RateThread}
   */
  record MarkRead(ReaderId readerId, Issues issuesRead, @Nullable ThreadId threadId)
      implements DiceCommand<ThreadReply> {

    public MarkRead {
      issuesRead.requireSome();
    }
  }

  /**
   * Takes the pending thread out of the pool until the session ends.
   *
   * @param threadId the thread that is meant, as for {@link RateThread}
   */
  record SnoozeThread(ReaderId readerId, @Nullable ThreadId threadId)
      implements DiceCommand<SessionReply> {}

  /** Puts a snoozed thread back into the pool; a null thread means all of them. */
  record UnsnoozeThread(ReaderId readerId, @Nullable ThreadId threadId)
      implements DiceCommand<SessionReply> {}

  /** Sets the manual die by its number of sides. */
  record SetDie(ReaderId readerId, int sides) implements DiceCommand<SessionReply> {}

  /** Goes back to the ladder's die. */
  record ClearManualDie(ReaderId readerId) implements DiceCommand<SessionReply> {}
}
