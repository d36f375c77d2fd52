package dev.comicpile.domain.undo;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
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
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Undo, redo and restore. Each looks up what the pile held at an earlier version, by replay, and
 * records what differs from the present.
 */
public final class UndoRules {

  private UndoRules() {}

  /** Decides a command that goes back or forth in the pile's past. */
  public static Decision decide(UndoCommand command, Draft draft) {
    return switch (command) {
      case UndoAction c -> undo(draft);
      case RedoAction c -> redo(draft);
      case RestoreSnapshot c -> restore(c, draft);
      case RestoreSessionStart c -> restoreStart(c, draft);
      case RestoreVersion c -> restoreVersion(c, draft);
    };
  }

  /** Takes back the latest standing action: the pile is as it was before its first event. */
  private static Decision undo(Draft draft) {
    Action action = draft.pile().timeline().next().orElseThrow(() -> refusal(new NothingToUndo()));
    goTo(
        draft,
        draft.context().past().contentsAt(action.versions().first() - 1),
        ActionType.UNDO,
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
  private static Decision redo(Draft draft) {
    Action action =
        draft.pile().timeline().nextRedo().orElseThrow(() -> refusal(new NothingToRedo()));
    goTo(
        draft,
        draft.context().past().contentsAt(action.versions().last()),
        ActionType.REDO,
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
    return restore(
        c.sessionId(),
        draft,
        starting -> c.version(),
        recorded ->
            isRestorePoint(recorded)
                && recorded.event() instanceof SessionEvent e
                && e.sessionId() == c.sessionId());
  }

  /**
   * The start of a session, also one inside the action that opened it, and each rating: what a
   * reader is offered to go back to.
   */
  public static boolean isRestorePoint(RecordedEvent recorded) {
    return recorded.event() instanceof SessionStarted || recorded.event() instanceof ThreadRated;
  }

  private static Decision restoreStart(RestoreSessionStart c, Draft draft) {
    return restore(c.sessionId(), draft, RecordedEvent::version, recorded -> true);
  }

  private static Decision restoreVersion(RestoreVersion c, Draft draft) {
    List<RecordedEvent> events = draft.context().past().events(1, draft.pile().version());
    if (c.version() < 1 || c.version() > events.size()) {
      throw refusal(new NoSuchVersion(c.version(), events.size()));
    }
    RecordedEvent last = events.get((int) c.version() - 1);
    if (!last.endsAction() && !isRestorePoint(last)) {
      throw refusal(new VersionEndsNoAction(c.version(), last.actionVersion()));
    }
    goBack(c.version(), events, draft);
    return draft.decideWithCurrentSession(ActionType.RESTORE);
  }

  private static Decision restore(
      long sessionId,
      Draft draft,
      Function<RecordedEvent, Long> target,
      java.util.function.Predicate<RecordedEvent> restorePoint) {
    List<RecordedEvent> events = draft.context().past().events(1, draft.pile().version());
    RecordedEvent start =
        events.stream()
            .filter(e -> e.event() instanceof SessionStarted s && s.sessionId() == sessionId)
            .findFirst()
            .orElseThrow(() -> refusal(new SessionNotFound(sessionId)));
    long version = target.apply(start);
    if (version < 1
        || version > events.size()
        || !restorePoint.test(events.get((int) version - 1))) {
      throw refusal(new RestorePointNotFound(sessionId, version));
    }
    goBack(version, events, draft);
    SessionFacts restored = Objects.requireNonNull(draft.contents().sessions().get(sessionId));
    return draft.decide(
        ActionType.RESTORE, new SessionReply(draft.version(), draft.view(restored)));
  }

  /**
   * What stands afterwards is exactly what stood at that version; where that is so already, nothing
   * happens.
   *
   * @param events the whole stream
   */
  private static void goBack(long version, List<RecordedEvent> events, Draft draft) {
    Standing then = Standing.after(events.subList(0, (int) version));
    Standing now = Standing.after(events);
    if (!then.holdsTheSameAs(now)) {
      List<VersionRange> takenBack = now.without(then);
      List<VersionRange> broughtBack = then.without(now);
      goTo(
          draft,
          draft.context().past().contentsAt(version),
          ActionType.RESTORE,
          takenBack,
          broughtBack,
          (difference, session, prolongs) ->
              new PileRestored(
                  version, session, takenBack, broughtBack, difference, prolongs, draft.now()));
    }
  }

  private interface Head {
    PileEvent event(Difference difference, @Nullable Long sessionId, boolean prolongs);
  }

  private static void goTo(
      Draft draft,
      Contents target,
      ActionType type,
      List<VersionRange> takenBack,
      List<VersionRange> broughtBack,
      Head head) {
    boolean prolongs =
        Stream.of(takenBack, broughtBack)
            .anyMatch(ranges -> isActivity(ranges, target.openSession(), draft));
    List<Difference> parts = Differences.between(draft.contents(), target);
    Long sessionId =
        target
            .openSession()
            .or(() -> draft.contents().openSession())
            .map(SessionFacts::id)
            .orElse(null);
    draft.emit(head.event(parts.getFirst(), sessionId, prolongs));
    parts.stream()
        .skip(1)
        .forEach(part -> draft.emit(new ReversalContinued(type, part, prolongs, draft.now())));
  }

  /**
   * Whether taking these versions back, or bringing them back, is activity of the session that is
   * open afterwards: it still goes on, and something that was done in it is among them. A session
   * that is over by idleness stays over.
   */
  private static boolean isActivity(
      List<VersionRange> versions, Optional<SessionFacts> openAfter, Draft draft) {
    Optional<Long> session =
        draft
            .activeSession()
            .map(SessionFacts::id)
            .filter(id -> openAfter.filter(after -> after.id() == id).isPresent());
    return session.isPresent()
        && versions.reversed().stream()
            .flatMap(range -> draft.context().past().events(range.first(), range.last()).stream())
            .anyMatch(
                recorded ->
                    recorded.event() instanceof SessionEvent e && e.sessionId() == session.get());
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
