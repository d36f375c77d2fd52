package dev.comicpile.domain.undo;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.view.ActionView;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Puts actions into words, the same ones in the answer to an undo and in the history. */
public final class Actions {

  private Actions() {}

  /**
   * The view of an action.
   *
   * @param actionVersion the version of its last event
   * @param events all its events, at least one
   */
  public static ActionView describe(
      ActionType action, long actionVersion, List<PileEvent> events, boolean undone) {
    List<PileEvent> ofItsType = events.stream().filter(event -> event.type() == action).toList();
    PileEvent main = ofItsType.isEmpty() ? events.getLast() : ofItsType.getFirst();
    Subject subject = ofItsType.size() > 1 ? Subject.NONE : subject(main);
    return new ActionView(
        actionVersion,
        action.toString(),
        words(main, ofItsType, events),
        main.at(),
        sessionId(main),
        subject.threadId(),
        subject.title(),
        undone,
        values(main, ofItsType, events));
  }

  /** The session an event is entered under, if any. */
  public static @Nullable SessionId sessionId(PileEvent event) {
    return switch (event) {
      case SessionEvent e -> e.sessionId();
      case Reversal e -> e.sessionId();
      default -> null;
    };
  }

  /** The one thread an event is about, null where it is about none or many. */
  public static @Nullable ThreadId threadId(PileEvent event) {
    return subject(event).threadId();
  }

  /** The title, at the time of the event, of the one thread it is about. */
  public static @Nullable String threadTitle(PileEvent event) {
    return subject(event).title();
  }

  private record Subject(@Nullable ThreadId threadId, @Nullable String title) {
    static final Subject NONE = new Subject(null, null);
  }

  private static Subject subject(PileEvent event) {
    return switch (event) {
      case ThreadAdded e -> new Subject(e.thread().id(), e.thread().title());
      case ThreadEdited e -> new Subject(e.thread().id(), e.thread().title());
      case ThreadReactivated e -> new Subject(e.threadId(), e.title());
      case ThreadDeleted e -> new Subject(e.threadId(), e.title());
      case ThreadMoved e -> new Subject(e.threadId(), e.title());
      case DieRolled e -> new Subject(e.threadId(), e.title());
      case ThreadChosen e -> new Subject(e.threadId(), e.title());
      case PendingThreadSkipped e -> new Subject(e.threadId(), e.title());
      case ThreadRated e -> new Subject(e.threadId(), e.title());
      case IssuesRead e -> new Subject(e.threadId(), e.title());
      case ThreadSnoozed e -> new Subject(e.threadId(), e.title());
      case ThreadUnsnoozed e -> new Subject(e.threadId(), e.title());
      case ThreadsImported e -> Subject.NONE;
      case QueueCleared e -> Subject.NONE;
      case SessionStarted e -> Subject.NONE;
      case SessionEnded e -> Subject.NONE;
      case DieSet e -> Subject.NONE;
      case ManualDieCleared e -> Subject.NONE;
      case ActionsUndone e -> Subject.NONE;
      case ActionsRedone e -> Subject.NONE;
      case PileRestored e -> Subject.NONE;
      case ReversalContinued e -> Subject.NONE;
    };
  }

  /** The words of an action, whose events may be about many threads. */
  private static String words(PileEvent main, List<PileEvent> ofItsType, List<PileEvent> events) {
    return switch (main) {
      case ThreadsImported e -> {
        int removed = count(events, Actions::removed);
        yield "Imported "
            + count(count(events, Actions::imported), "thread")
            + (removed == 0 ? "" : " in place of " + removed);
      }
      case ThreadEdited e when ofItsType.size() > 1 ->
          "Edited " + count(ofItsType.size(), "thread");
      case ThreadDeleted e when ofItsType.size() > 1 ->
          "Deleted " + count(ofItsType.size(), "thread");
      default -> words(main);
    };
  }

  /** The numbers that are in the words. */
  private static Map<String, Number> values(
      PileEvent main, List<PileEvent> ofItsType, List<PileEvent> events) {
    return switch (main) {
      case ThreadsImported e -> Map.of("count", count(events, Actions::imported));
      case ThreadEdited e when ofItsType.size() > 1 -> Map.of("count", ofItsType.size());
      case ThreadDeleted e when ofItsType.size() > 1 -> Map.of("count", ofItsType.size());
      case ThreadReactivated e -> Map.of("issues", e.issuesAdded());
      case ThreadMoved e -> Map.of("from", e.from(), "to", e.to());
      case QueueCleared e -> Map.of("count", e.threadIds().size());
      case SessionStarted e -> Map.of("die", e.startDie().sides());
      case DieRolled e -> Map.of("die", e.die().sides(), "result", e.result());
      case ThreadRated e -> Map.of("rating", e.rating(), "issues", e.issuesRead());
      case IssuesRead e -> Map.of("issues", e.issuesRead());
      case DieSet e -> Map.of("die", e.dieAfter().sides());
      case ManualDieCleared e -> Map.of("die", e.dieAfter().sides());
      case ActionsUndone e -> Map.of("version", lastOf(e.takenBack()));
      case ActionsRedone e -> Map.of("version", lastOf(e.broughtBack()));
      case PileRestored e -> Map.of("version", e.toVersion());
      default -> Map.of();
    };
  }

  private static int count(List<PileEvent> events, ToIntFunction<PileEvent> threads) {
    return events.stream().mapToInt(threads).sum();
  }

  private static int imported(PileEvent event) {
    return event instanceof ThreadsImported e ? e.threads().size() : 0;
  }

  private static int removed(PileEvent event) {
    return switch (event) {
      case QueueCleared e -> e.threadIds().size();
      case ThreadDeleted e -> 1;
      default -> 0;
    };
  }

  private static String words(PileEvent event) {
    return switch (event) {
      case ThreadAdded e -> "Added " + e.thread().title();
      case ThreadsImported e -> "Imported " + count(e.threads().size(), "thread");
      case ThreadEdited e ->
          "Edited " + e.thread().title() + ": " + String.join(", ", e.changed()).replace('_', ' ');
      case ThreadReactivated e ->
          "Reactivated " + e.title() + " with " + count(e.issuesAdded(), "issue");
      case ThreadDeleted e -> "Deleted " + e.title();
      case ThreadMoved e -> "Moved " + e.title() + " from " + e.from() + " to " + e.to();
      case QueueCleared e -> "Cleared the queue of " + count(e.threadIds().size(), "thread");
      case SessionStarted e -> "Started a session with " + e.startDie();
      case SessionEnded e ->
          e.reason() == SessionEnded.Reason.IDLE ? "An idle session ended" : "Ended the session";
      case DieRolled e -> "Rolled " + e.result() + " on " + e.die() + ": " + e.title();
      case ThreadChosen e ->
          (e.selectionMethod() == SelectionMethod.OVERRIDE ? "Chose " : "Set as pending: ")
              + e.title();
      case PendingThreadSkipped e -> "Skipped " + e.title();
      case ThreadRated e ->
          "Rated " + e.title() + " " + e.rating() + "/5.0 after " + count(e.issuesRead(), "issue");
      case IssuesRead e -> "Read " + count(e.issuesRead(), "issue") + " of " + e.title();
      case ThreadSnoozed e -> "Snoozed " + e.title();
      case ThreadUnsnoozed e -> "Unsnoozed " + e.title();
      case DieSet e -> "Set the die to " + e.dieAfter();
      case ManualDieCleared e -> "Cleared the manual die, back to " + e.dieAfter();
      case ActionsUndone e -> "Undid version " + lastOf(e.takenBack());
      case ActionsRedone e -> "Redid version " + lastOf(e.broughtBack());
      case PileRestored e -> "Restored the pile to version " + e.toVersion();
      case ReversalContinued e -> "Continued";
    };
  }

  private static long lastOf(List<VersionRange> ranges) {
    return ranges.getLast().last();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
