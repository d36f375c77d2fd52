package dev.comicpile.api.view;

import dev.comicpile.api.ThreadId;
import java.util.List;

/** What an accepted command answers. {@code version} is the pile's version after it. */
public sealed interface PileReply {

  /** How many events the pile's stream holds now. */
  long version();

  /** A thread as it is now. */
  record ThreadReply(long version, ThreadView thread) implements PileReply {}

  /** A session as it is now: the one concerned, else the current one. */
  record SessionReply(long version, SessionView session) implements PileReply {}

  /** A thread was picked. */
  record RollReply(long version, RollView roll) implements PileReply {}

  /** Actions were taken back or brought back, the latest first. */
  record ActionsReply(long version, List<ActionView> actions, SessionView session)
      implements PileReply {
    public ActionsReply {
      actions = List.copyOf(actions);
    }
  }

  /** So many threads were concerned. */
  record CountReply(long version, int count) implements PileReply {}

  /** So many reviews were imported; those of threads that the pile does not hold were not. */
  record ReviewsReply(long version, int imported, List<ThreadId> unknownThreads)
      implements PileReply {
    public ReviewsReply {
      unknownThreads = List.copyOf(unknownThreads);
    }
  }
}
