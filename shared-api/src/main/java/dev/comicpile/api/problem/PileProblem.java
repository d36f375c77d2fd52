package dev.comicpile.api.problem;

import dev.comicpile.api.Die;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Why a command was refused. Each carries its facts; {@link #sentence()} tells the reader what to
 * do next.
 */
public sealed interface PileProblem {

  /** One sentence for a person. */
  String sentence();

  /** Which refusal it is, for programs: {@code too_many_issues_read}. */
  default String code() {
    return Facts.words(getClass().getSimpleName());
  }

  /** The facts in it, whole numbers by their names: {@code issues_remaining}. */
  default Map<String, Long> values() {
    return Facts.of(this);
  }

  /**
   * What kind of refusal it is: {@code BROKEN_RULE} answers 400, {@code NOT_FOUND} 404, {@code
   * SOMETHING_ELSE_FIRST} 409, {@code MOVED_ON} 412.
   */
  default Kind kind() {
    return Kind.BROKEN_RULE;
  }

  /** The kinds of refusal. */
  enum Kind {
    BROKEN_RULE,
    NOT_FOUND,
    SOMETHING_ELSE_FIRST,
    MOVED_ON
  }

  /** What is meant is not there: 404. */
  sealed interface NotFound extends PileProblem {
    @Override
    default Kind kind() {
      return Kind.NOT_FOUND;
    }
  }

  /** Something else than what is meant comes first: 409. */
  sealed interface SomethingElseFirst extends PileProblem {
    @Override
    default Kind kind() {
      return Kind.SOMETHING_ELSE_FIRST;
    }
  }

  /** The pile is not what the client takes it for: 412. */
  sealed interface MovedOn extends PileProblem {
    @Override
    default Kind kind() {
      return Kind.MOVED_ON;
    }
  }

  /** The pile is at another version than the client expects. */
  record PileMovedOn(long expectedVersion, long version) implements MovedOn {
    @Override
    public String sentence() {
      return "The pile is at version %s and not at version %s. Please read it again first."
          .formatted(version, expectedVersion);
    }
  }

  /** The client expects the version of another pile. */
  record VersionOfAnotherPile(long version) implements MovedOn {
    @Override
    public String sentence() {
      return "If-Match names a version of another pile, and this one is at version "
          + version
          + ". Please read it again first.";
    }
  }

  /** The command was refused before, or in another process; only what was said of it is known. */
  record RefusedBefore(Kind kind, String sentence, String code, Map<String, Long> values)
      implements PileProblem {

    /** What an older program has said or kept has neither a code nor values. */
    public RefusedBefore {
      code = Objects.requireNonNullElse(code, "refused");
      values = Map.copyOf(Objects.requireNonNullElse(values, Map.of()));
    }
  }

  /** A thread that the pile does not hold. */
  record ThreadNotFound(ThreadId threadId) implements NotFound {
    @Override
    public String sentence() {
      return "Thread " + threadId + " not found";
    }
  }

  /** A session that the pile does not hold. */
  record SessionNotFound(SessionId sessionId) implements NotFound {
    @Override
    public String sentence() {
      return "Session " + sessionId + " not found";
    }
  }

  /** A version that is no restore point of that session. */
  record RestorePointNotFound(SessionId sessionId, long version) implements NotFound {
    @Override
    public String sentence() {
      return "Restore point " + version + " not found in session " + sessionId;
    }
  }

  /** A version that the pile has not reached, or none at all. */
  record NoSuchVersion(long version, long latest) implements PileProblem {
    @Override
    public String sentence() {
      return "There is no version %s to restore: the pile is at version %s."
          .formatted(version, latest);
    }
  }

  /** A version in the middle of an action, which cannot be restored by half. */
  record VersionEndsNoAction(long version, long end) implements PileProblem {
    @Override
    public String sentence() {
      return "Version %s ends no action. The action it belongs to ends at version %s."
          .formatted(version, end);
    }
  }

  /** The pile would hold more threads than it may. */
  record TooManyThreads(int most) implements PileProblem {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT, "A pile holds %,d threads at most. Please delete some first.", most);
    }
  }

  /** The threads of the pile would have more text than they may. */
  record TooMuchText(int most) implements PileProblem {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "The titles, formats, notes and review addresses of a pile have %,d characters at most."
              + " Please shorten some first.",
          most);
    }
  }

  /** Only an active thread can be picked or moved. */
  record ThreadNotActive(ThreadId threadId) implements PileProblem {
    @Override
    public String sentence() {
      return "Thread " + threadId + " is completed. Please reactivate it first.";
    }
  }

  /** Only a completed thread can be reactivated. */
  record ThreadNotCompleted(ThreadId threadId) implements PileProblem {
    @Override
    public String sentence() {
      return "Thread " + threadId + " is not completed, so it cannot be reactivated.";
    }
  }

  /** A roll over no threads at all. */
  record NoActiveThreads() implements PileProblem {
    @Override
    public String sentence() {
      return "No active threads to roll for. Please add a thread first.";
    }
  }

  /** A roll over snoozed threads only. */
  record AllThreadsSnoozed(int snoozed) implements PileProblem {
    @Override
    public String sentence() {
      return "All %s active threads are snoozed. Please unsnooze one or start a new session."
          .formatted(snoozed);
    }
  }

  /** Nothing was picked, in a session that is active. */
  record NothingPending() implements PileProblem {
    @Override
    public String sentence() {
      return "No active thread. Please roll the dice first.";
    }
  }

  /** Another thread is pending than the one that is meant. */
  record AnotherThreadPending(ThreadId threadId, ThreadId pendingThreadId)
      implements SomethingElseFirst {
    @Override
    public String sentence() {
      return ("Thread %s is not the one that was picked: thread %s is."
              + " Please look at the current roll first.")
          .formatted(threadId, pendingThreadId);
    }
  }

  /** Another action is next to be taken back than the one that is meant. */
  record AnotherActionToUndo(long version, long next) implements SomethingElseFirst {
    @Override
    public String sentence() {
      return ("The action that would be taken back is the one of version %s, not of version %s."
              + " Please look at the history first.")
          .formatted(next, version);
    }
  }

  /** Another action is next to be brought back than the one that is meant. */
  record AnotherActionToRedo(long version, long next) implements SomethingElseFirst {
    @Override
    public String sentence() {
      return ("The action that would be brought back is the one of version %s, not of version %s."
              + " Please look at the history first.")
          .formatted(next, version);
    }
  }

  /** Nothing waits to be rated, so there is nothing to show. */
  record NothingPicked() implements NotFound {
    @Override
    public String sentence() {
      return "No pending thread. Please roll the dice first.";
    }
  }

  /** Nothing was picked, for want of a session. */
  record NoActiveSession() implements PileProblem {
    @Override
    public String sentence() {
      return "No active session. Please roll the dice first.";
    }
  }

  /** There is no session to end. */
  record NoSessionToEnd() implements PileProblem {
    @Override
    public String sentence() {
      return "No active session to end.";
    }
  }

  /** A session is active already. */
  record SessionAlreadyActive(SessionId sessionId) implements PileProblem {
    @Override
    public String sentence() {
      return "Session " + sessionId + " is already active. Please end it first.";
    }
  }

  /** More issues read than there are. */
  record TooManyIssuesRead(int issuesRead, int issuesRemaining) implements PileProblem {
    @Override
    public String sentence() {
      return "Cannot read %s issues: only %s %s."
          .formatted(issuesRead, issuesRemaining, issuesRemaining == 1 ? "remains" : "remain");
    }
  }

  /** A die off the ladder. */
  record NoSuchDie(int sides) implements PileProblem {
    @Override
    public String sentence() {
      return "There is no d" + sides + ". Please choose one of " + Die.ladder() + ".";
    }
  }

  /** No action stands. */
  record NothingToUndo() implements PileProblem {
    @Override
    public String sentence() {
      return "Nothing to undo";
    }
  }

  /** No action was taken back since the last new one. */
  record NothingToRedo() implements PileProblem {
    @Override
    public String sentence() {
      return "Nothing to redo";
    }
  }
}
