package dev.comicpile.domain.undo;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.command.UndoCommand;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreSessionStart;
import dev.comicpile.api.command.UndoCommand.RestoreSnapshot;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem.AnotherActionToRedo;
import dev.comicpile.api.problem.PileProblem.AnotherActionToUndo;
import dev.comicpile.api.problem.PileProblem.NoSuchVersion;
import dev.comicpile.api.problem.PileProblem.NothingToRedo;
import dev.comicpile.api.problem.PileProblem.NothingToUndo;
import dev.comicpile.api.problem.PileProblem.RestorePointNotFound;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.problem.PileProblem.VersionEndsNoAction;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.api.view.PileReply.ActionsReply;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.Action;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Undo, redo and restore. Each looks up what the pile held at an earlier version, by replay, and
 * records what differs from the present.
 */
public final class UndoRules {

  /** Events that are looked through at a time. */
  private static final int BLOCK = 1_000;

  private UndoRules() {}

  /** Decides a command that goes back or forth in the pile's past. */
  public static Decision decide(UndoCommand<?> command, Draft draft) {
    return switch (command) {
      case UndoAction c -> undo(c, draft);
      case RedoAction c -> redo(c, draft);
      case RestoreSnapshot c -> restore(c, draft);
      case RestoreSessionStart c -> restoreStart(c, draft);
      case RestoreVersion c -> restoreVersion(c, draft);
    };
  }

  /** Takes back the latest standing action: the pile is as it was before its first event. */
  private static Decision undo(UndoAction c, Draft draft) {
    Action action = draft.pile().timeline().next().orElseThrow(() -> refusal(new NothingToUndo()));
    long next = action.versions().last();
    if (c.version() != null && c.version() != next) {
      throw refusal(new AnotherActionToUndo(c.version(), next));
    }
    goTo(
        draft,
        draft.context().past().contentsAt(action.versions().first() - 1),
        action.takenBackByUndo(),
        action.broughtBackByUndo(),
        (difference, session, prolongs) ->
            new ActionsUndone(
                session,
                action.takenBackByUndo(),
                action.broughtBackByUndo(),
                difference,
                prolongs,
                draft.now()));
    return decided(ActionType.UNDO, action, true, draft);
  }

  /** Brings back the action taken back last: the pile is as it was after its last event. */
  private static Decision redo(RedoAction c, Draft draft) {
    Action action =
        draft.pile().timeline().nextRedo().orElseThrow(() -> refusal(new NothingToRedo()));
    long next = action.versions().last();
    if (c.version() != null && c.version() != next) {
      throw refusal(new AnotherActionToRedo(c.version(), next));
    }
    goTo(
        draft,
        draft.context().past().contentsAt(action.versions().last()),
        action.takenBackByRedo(),
        action.broughtBackByRedo(),
        (difference, session, prolongs) ->
            new ActionsRedone(
                session,
                action.takenBackByRedo(),
                action.broughtBackByRedo(),
                difference,
                prolongs,
                draft.now()));
    return decided(ActionType.REDO, action, false, draft);
  }

  private static Decision restore(RestoreSnapshot c, Draft draft) {
    if (event(c.version(), draft).filter(e -> isRestorePoint(e, c.sessionId())).isEmpty()) {
      start(c.sessionId(), draft);
      throw refusal(new RestorePointNotFound(c.sessionId(), c.version()));
    }
    return restore(c.sessionId(), c.version(), draft);
  }

  private static boolean isRestorePoint(PileEvent event, SessionId sessionId) {
    return isRestorePoint(event)
        && event instanceof SessionEvent ofSession
        && ofSession.sessionId().equals(sessionId);
  }

  /**
   * The start of a session, also one inside the action that opened it, and each rating: what a
   * reader is offered to go back to.
   */
  private static boolean isRestorePoint(PileEvent event) {
    return event instanceof SessionStarted || event instanceof ThreadRated;
  }

  private static Decision restoreStart(RestoreSessionStart c, Draft draft) {
    return restore(c.sessionId(), start(c.sessionId(), draft), draft);
  }

  /**
   * The version that a session starts with, else a refusal. Most often it is a late one, so the
   * stream is looked through from its end.
   */
  private static long start(SessionId sessionId, Draft draft) {
    return latestBlockFirst(1, draft.pile().version(), draft)
        .filter(e -> e.event() instanceof SessionStarted s && s.sessionId().equals(sessionId))
        .findFirst()
        .map(RecordedEvent::version)
        .orElseThrow(() -> refusal(new SessionNotFound(sessionId)));
  }

  /**
   * Read block by block, so that hardly more is read than is looked at. A block holds them in the
   * order in which they happened, so that they can be read one by one.
   */
  private static Stream<RecordedEvent> latestBlockFirst(long first, long until, Draft draft) {
    return LongStream.iterate(until, last -> last >= first, last -> last - BLOCK)
        .boxed()
        .flatMap(last -> draft.context().past().stream(Math.max(first, last - BLOCK + 1), last));
  }

  private static Optional<PileEvent> event(long version, Draft draft) {
    return recorded(version, draft).map(RecordedEvent::event);
  }

  private static Optional<RecordedEvent> recorded(long version, Draft draft) {
    return version < 1 || version > draft.pile().version()
        ? Optional.empty()
        : Optional.of(draft.context().past().events(version, version).getFirst());
  }

  private static Decision restoreVersion(RestoreVersion c, Draft draft) {
    RecordedEvent last =
        recorded(c.version(), draft)
            .orElseThrow(() -> refusal(new NoSuchVersion(c.version(), draft.pile().version())));
    if (!last.endsAction() && !isRestorePoint(last.event())) {
      throw refusal(new VersionEndsNoAction(c.version(), last.actionVersion()));
    }
    goBack(c.version(), draft);
    return draft.decideWithCurrentSession(ActionType.RESTORE);
  }

  private static Decision restore(SessionId sessionId, long version, Draft draft) {
    goBack(version, draft);
    SessionFacts restored = Objects.requireNonNull(draft.contents().sessions().get(sessionId));
    return draft.decide(
        ActionType.RESTORE, new SessionReply(draft.version(), draft.view(restored)));
  }

  /**
   * What stands afterwards is exactly what stood at that version; where that is so already, nothing
   * happens.
   */
  private static void goBack(long version, Draft draft) {
    Standing then = draft.context().past().standingAt(version);
    Standing now = Standing.of(draft.pile().timeline());
    List<VersionRange> takenBack = now.without(then);
    List<VersionRange> broughtBack = then.without(now);
    if (changesThePile(takenBack, draft) || changesThePile(broughtBack, draft)) {
      goTo(
          draft,
          draft.context().past().contentsAt(version),
          takenBack,
          broughtBack,
          (difference, session, prolongs) ->
              new PileRestored(
                  version, session, takenBack, broughtBack, difference, prolongs, draft.now()));
    }
  }

  /** A restore says which other actions stand, and nothing of the pile is its own. */
  private static boolean changesThePile(List<VersionRange> versions, Draft draft) {
    return versions.reversed().stream()
        .flatMap(range -> latestBlockFirst(range.first(), range.last(), draft))
        .anyMatch(recorded -> recorded.action() != ActionType.RESTORE);
  }

  private interface Head {
    Reversal event(Difference difference, @Nullable SessionId sessionId, boolean prolongs);
  }

  private static void goTo(
      Draft draft,
      Contents target,
      List<VersionRange> takenBack,
      List<VersionRange> broughtBack,
      Head head) {
    boolean prolongs =
        Stream.of(takenBack, broughtBack)
            .anyMatch(ranges -> isActivity(ranges, target.openSession(), draft));
    Differences.reversal(
            draft.contents(),
            target,
            (difference, sessionId) -> head.event(difference, sessionId, prolongs))
        .forEach(draft::emit);
  }

  /**
   * Whether taking these versions back, or bringing them back, is activity of the session that is
   * open afterwards: it still goes on, and something that was done in it is among them. A session
   * that is over by idleness stays over.
   */
  private static boolean isActivity(
      List<VersionRange> versions, Optional<SessionFacts> openAfter, Draft draft) {
    Optional<SessionId> session =
        draft
            .activeSession()
            .map(SessionFacts::id)
            .filter(id -> openAfter.filter(after -> after.id().equals(id)).isPresent());
    return session.isPresent()
        && versions.reversed().stream()
            .flatMap(range -> latestBlockFirst(range.first(), range.last(), draft))
            .anyMatch(
                recorded ->
                    recorded.event() instanceof SessionEvent e
                        && e.sessionId().equals(session.get()));
  }

  private static Decision decided(ActionType type, Action action, boolean undone, Draft draft) {
    List<RecordedEvent> events =
        draft.context().past().events(action.versions().first(), action.versions().last());
    ActionView view =
        Actions.describe(
            events.getFirst().action(),
            action.versions().last(),
            events.stream().map(RecordedEvent::event).toList(),
            undone);
    return draft.decide(
        type, new ActionsReply(draft.version(), List.of(view), draft.currentSession()));
  }
}
