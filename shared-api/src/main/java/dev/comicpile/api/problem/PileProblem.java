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
  default String sentence() {
    return switch (this) {
      case RefusedBefore p -> p.sentence();
      case PileMovedOn p ->
          "The pile is at version %s and not at version %s. Please read it again first."
              .formatted(p.version(), p.expectedVersion());
      case VersionOfAnotherPile p ->
          "If-Match names a version of another pile, and this one is at version "
              + p.version()
              + ". Please read it again first.";
      case ThreadNotFound p -> "Thread " + p.threadId() + " not found";
      case SessionNotFound p -> "Session " + p.sessionId() + " not found";
      case RestorePointNotFound p ->
          "Restore point " + p.version() + " not found in session " + p.sessionId();
      case NoSuchVersion p ->
          "There is no version %s to restore: the pile is at version %s."
              .formatted(p.version(), p.latest());
      case VersionEndsNoAction p ->
          "Version %s ends no action. The action it belongs to ends at version %s."
              .formatted(p.version(), p.end());
      case TooManyThreads p ->
          String.format(
              Locale.ROOT, "A pile holds %,d threads at most. Please delete some first.", p.most());
      case TooMuchText p ->
          String.format(
              Locale.ROOT,
              "The titles, formats, notes and review addresses of a pile have %,d characters at most."
                  + " Please shorten some first.",
              p.most());
      case ThreadNotActive p ->
          "Thread " + p.threadId() + " is completed. Please reactivate it first.";
      case ThreadNotCompleted p ->
          "Thread " + p.threadId() + " is not completed, so it cannot be reactivated.";
      case NoActiveThreads _ -> "No active threads to roll for. Please add a thread first.";
      case AllThreadsSnoozed _ ->
          "All active threads are snoozed. Please unsnooze one or start a new session.";
      case NothingPending _ -> "No active thread. Please roll the dice first.";
      case AnotherThreadPending p ->
          ("Thread %s is not the one that was picked: thread %s is."
                  + " Please look at the current roll first.")
              .formatted(p.threadId(), p.pendingThreadId());
      case AnotherActionToUndo p ->
          ("The action that would be taken back is the one of version %s, not of version %s."
                  + " Please look at the history first.")
              .formatted(p.next(), p.version());
      case AnotherActionToRedo p ->
          ("The action that would be brought back is the one of version %s, not of version %s."
                  + " Please look at the history first.")
              .formatted(p.next(), p.version());
      case NothingPicked _ -> "No pending thread. Please roll the dice first.";
      case NoActiveSession _ -> "No active session. Please roll the dice first.";
      case NoSessionToEnd _ -> "No active session to end.";
      case SessionAlreadyActive p ->
          "Session " + p.sessionId() + " is already active. Please end it first.";
      case TooManyIssuesRead p ->
          "Cannot read %s issues: only %s %s."
              .formatted(
                  p.issuesRead(),
                  p.issuesRemaining(),
                  p.issuesRemaining() == 1 ? "remains" : "remain");
      case NoSuchDie p ->
          "There is no d" + p.sides() + ". Please choose one of " + Die.ladder() + ".";
      case NothingToUndo _ -> "Nothing to undo";
      case NothingToRedo _ -> "Nothing to redo";
    };
  }

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
    return switch (this) {
      case NotFound _ -> Kind.NOT_FOUND;
      case SomethingElseFirst _ -> Kind.SOMETHING_ELSE_FIRST;
      case MovedOn _ -> Kind.MOVED_ON;
      default -> Kind.BROKEN_RULE;
    };
  }

  /** The kinds of refusal. */
  enum Kind {
    BROKEN_RULE,
    NOT_FOUND,
    SOMETHING_ELSE_FIRST,
    MOVED_ON
  }

  /** What is meant is not there: 404. */
  sealed interface NotFound extends PileProblem {}

  /** Something else than what is meant comes first: 409. */
  sealed interface SomethingElseFirst extends PileProblem {}

  /** The pile is not what the client takes it for: 412. */
  sealed interface MovedOn extends PileProblem {}

  /** The pile is at another version than the client expects. */
  record PileMovedOn(long expectedVersion, long version) implements MovedOn {}

  /** The client expects the version of another pile. */
  record VersionOfAnotherPile(long version) implements MovedOn {}

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
  record ThreadNotFound(ThreadId threadId) implements NotFound {}

  /** A session that the pile does not hold. */
  record SessionNotFound(SessionId sessionId) implements NotFound {}

  /** A version that is no restore point of that session. */
  record RestorePointNotFound(SessionId sessionId, long version) implements NotFound {}

  /** A version that the pile has not reached, or none at all. */
  record NoSuchVersion(long version, long latest) implements PileProblem {}

  /** A version in the middle of an action, which cannot be restored by half. */
  record VersionEndsNoAction(long version, long end) implements PileProblem {}

  /** The pile would hold more threads than it may. */
  record TooManyThreads(int most) implements PileProblem {}

  /** The threads of the pile would have more text than they may. */
  record TooMuchText(int most) implements PileProblem {}

  /** Only an active thread can be picked or moved. */
  record ThreadNotActive(ThreadId threadId) implements PileProblem {}

  /** Only a completed thread can be reactivated. */
  record ThreadNotCompleted(ThreadId threadId) implements PileProblem {}

  /** A roll over no threads at all. */
  record NoActiveThreads() implements PileProblem {}

  /** A roll over snoozed threads only. */
  record AllThreadsSnoozed(int snoozed) implements PileProblem {}

  /** Nothing was picked, in a session that is active. */
  record NothingPending() implements PileProblem {}

  /** Another thread is pending than the one that is meant. */
  record AnotherThreadPending(ThreadId threadId, ThreadId pendingThreadId)
      implements SomethingElseFirst {}

  /** Another action is next to be taken back than the one that is meant. */
  record AnotherActionToUndo(long version, long next) implements SomethingElseFirst {}

  /** Another action is next to be brought back than the one that is meant. */
  record AnotherActionToRedo(long version, long next) implements SomethingElseFirst {}

  /** Nothing waits to be rated, so there is nothing to show. */
  record NothingPicked() implements NotFound {}

  /** Nothing was picked, for want of a session. */
  record NoActiveSession() implements PileProblem {}

  /** There is no session to end. */
  record NoSessionToEnd() implements PileProblem {}

  /** A session is active already. */
  record SessionAlreadyActive(SessionId sessionId) implements PileProblem {}

  /** More issues read than there are. */
  record TooManyIssuesRead(int issuesRead, int issuesRemaining) implements PileProblem {}

  /** A die off the ladder. */
  record NoSuchDie(int sides) implements PileProblem {}

  /** No action stands. */
  record NothingToUndo() implements PileProblem {}

  /** No action was taken back since the last new one. */
  record NothingToRedo() implements PileProblem {}
}
