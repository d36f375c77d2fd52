package dev.comicpile.domain.queue;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.QueueCommand;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem.ThreadNotActive;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.ReadingQueue;
import java.math.BigDecimal;
import java.util.List;

/** Moving threads in the queue and clearing it. */
public final class QueueRules {

  private QueueRules() {}

  /** Decides a command about the queue. */
  public static Decision decide(QueueCommand<?> command, Draft draft) {
    return switch (command) {
      case MoveThread c -> move(c, draft);
      case ClearQueue c -> clear(draft);
    };
  }

  /** Beyond the end is the end; a move to where the thread already is changes nothing. */
  private static Decision move(MoveThread c, Draft draft) {
    ThreadFacts thread = draft.thread(c.threadId());
    BigDecimal key = thread.orderKey();
    if (key == null) {
      throw refusal(new ThreadNotActive(thread.id()));
    }
    ReadingQueue queue = draft.contents().queue();
    int from = draft.contents().position(thread);
    int to = Math.min(c.position(), queue.size());
    if (from != to) {
      ReadingQueue.Placement placement = queue.place(thread.id(), key, to);
      draft.emit(
          new ThreadMoved(
              thread.id(),
              thread.title(),
              from,
              to,
              placement.orderKey(),
              placement.respaced(),
              draft.now()));
    }
    return draft.decideWithThread(ActionType.MOVE, thread.id());
  }

  private static Decision clear(Draft draft) {
    List<ThreadId> active = draft.contents().queue().threadIds().toList();
    if (!active.isEmpty()) {
      draft.emit(new QueueCleared(active, draft.now()));
    }
    return draft.decide(ActionType.CLEAR_QUEUE, new CountReply(draft.version(), active.size()));
  }
}
