package dev.comicpile.api.command;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ThreadReply;

/** Commands about the order of the queue. */
public sealed interface QueueCommand<R extends PileReply> extends PileCommand<R> {

  /** Moves an active thread to a position, 1 or more; beyond the end is the end. */
  record MoveThread(ReaderId readerId, ThreadId threadId, int position)
      implements QueueCommand<ThreadReply> {

    /** A position beyond the end of any queue. */
    public static final int BACK = Integer.MAX_VALUE;

    /** The position of the head of the queue. */
    public static final int FRONT = 1;

    public MoveThread {
      if (position < FRONT) {
        throw new IllegalArgumentException("there is no position " + position);
      }
    }
  }

  /** Removes every active thread. */
  record ClearQueue(ReaderId readerId) implements QueueCommand<CountReply> {}
}
