package dev.comicpile.api.event;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened while playing. */
public sealed interface SessionEvent extends PileEvent {

  /** The session it happened in. */
  SessionId sessionId();

  @Override
  default ActionType type() {
    return switch (this) {
      case SessionStarted _ -> ActionType.SESSION_START;
      case SessionEnded _ -> ActionType.SESSION_END;
      case DieRolled _, ThreadChosen _ -> ActionType.ROLL;
      case PendingThreadSkipped _ -> ActionType.ROLLED_BUT_SKIPPED;
      case ThreadRated _ -> ActionType.RATE;
      case IssuesRead _ -> ActionType.READ;
      case ThreadSnoozed _ -> ActionType.SNOOZE;
      case ThreadUnsnoozed _ -> ActionType.UNSNOOZE;
      case DieSet _ -> ActionType.SET_DIE;
      case ManualDieCleared _ -> ActionType.CLEAR_DIE;
    };
  }

  /**
   * A session was started, with nothing snoozed.
   *
   * @param carriedPick what was still pending in the session before, which was over by idleness,
   *     and is pending now in this one; null where nothing was
   */
  record SessionStarted(
      SessionId sessionId, Die startDie, SessionFacts.@Nullable Pick carriedPick, Instant at)
      implements SessionEvent {}

  /** A session is over, at {@code endedAt}: for an idle one that is its last activity, else now. */
  record SessionEnded(SessionId sessionId, Reason reason, Instant endedAt, Instant at)
      implements SessionEvent {

    /** Why a session is over. */
    public enum Reason {
      READER,
      FINISHED_BY_RATING,
      IDLE;

      @Override
      public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
      }
    }
  }

  /**
   * The die was rolled and picked a thread.
   *
   * @param pool the threads rolled over, in queue order: 1 to {@code die.sides()} of them; empty
   *     where a roll was carried over from a system that did not keep them
   * @param result the row in the pool, counted from 1; 0 where such a system did not keep it
   * @param queuePosition the thread's position in the queue, counted from 1
   * @param offset snoozed threads ahead of it in the queue
   * @param snoozedCount snoozed threads in all
   */
  record DieRolled(
      SessionId sessionId,
      ThreadId threadId,
      String title,
      Die die,
      List<ThreadId> pool,
      int result,
      int queuePosition,
      int offset,
      int snoozedCount,
      Instant at)
      implements SessionEvent {
    public DieRolled {
      pool = List.copyOf(pool);
    }
  }

  /** The reader picked a thread without a roll; the numbers are those of {@link DieRolled}. */
  record ThreadChosen(
      SessionId sessionId,
      ThreadId threadId,
      String title,
      SelectionMethod selectionMethod,
      Die die,
      int queuePosition,
      int offset,
      int snoozedCount,
      Instant at)
      implements SessionEvent {}

  /** The pending thread was passed over for another pick. */
  record PendingThreadSkipped(SessionId sessionId, ThreadId threadId, String title, Instant at)
      implements SessionEvent {}

  /**
   * The pending thread was read and rated.
   *
   * @param rating 0.5 to 5.0 in steps of 0.5
   * @param issuesRemaining what is left; at 0 the thread is completed, has left the queue, and
   *     {@code movedTo} and {@code orderKey} are null
   */
  record ThreadRated(
      SessionId sessionId,
      ThreadId threadId,
      String title,
      double rating,
      int issuesRead,
      int issuesRemaining,
      Die dieBefore,
      Die dieAfter,
      @Nullable QueueEnd movedTo,
      @Nullable BigDecimal orderKey,
      Instant at)
      implements SessionEvent {}

  /** Issues of the pending thread were read without a rating; at 0 remaining it is completed. */
  record IssuesRead(
      SessionId sessionId,
      ThreadId threadId,
      String title,
      int issuesRead,
      int issuesRemaining,
      Instant at)
      implements SessionEvent {}

  /**
   * The pending thread left the pool until the session ends and is no longer pending; the manual
   * die is {@code dieAfter}.
   */
  record ThreadSnoozed(
      SessionId sessionId, ThreadId threadId, String title, Die dieBefore, Die dieAfter, Instant at)
      implements SessionEvent {}

  /** A snoozed thread is back in the pool. */
  record ThreadUnsnoozed(SessionId sessionId, ThreadId threadId, String title, Instant at)
      implements SessionEvent {}

  /** The manual die was set. */
  record DieSet(SessionId sessionId, Die dieBefore, Die dieAfter, Instant at)
      implements SessionEvent {}

  /** The manual die was cleared; {@code dieAfter} is the ladder's. */
  record ManualDieCleared(SessionId sessionId, Die dieBefore, Die dieAfter, Instant at)
      implements SessionEvent {}
}
