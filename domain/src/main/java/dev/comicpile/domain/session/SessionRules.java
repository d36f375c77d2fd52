package dev.comicpile.domain.session;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.command.SessionCommand;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.problem.PileProblem.NoSessionToEnd;
import dev.comicpile.api.problem.PileProblem.NoSuchDie;
import dev.comicpile.api.problem.PileProblem.SessionAlreadyActive;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import java.util.Objects;

/** Starting and ending a session by the reader's own will. */
public final class SessionRules {

  private SessionRules() {}

  /** Decides a command about sessions. */
  public static Decision decide(SessionCommand<?> command, Draft draft) {
    return switch (command) {
      case StartSession c -> start(c, draft);
      case EndSession c -> end(draft);
    };
  }

  private static Decision start(StartSession c, Draft draft) {
    draft
        .activeSession()
        .ifPresent(
            session -> {
              throw refusal(new SessionAlreadyActive(session.id()));
            });
    Integer sides = c.startDie();
    Die die =
        sides == null
            ? draft.context().rules().startDie()
            : Die.withSides(sides).orElseThrow(() -> refusal(new NoSuchDie(sides)));
    draft.startSession(die);
    return draft.decideWithCurrentSession(ActionType.SESSION_START);
  }

  private static Decision end(Draft draft) {
    SessionFacts session = draft.activeSession().orElseThrow(() -> refusal(new NoSessionToEnd()));
    draft.endSession(session, SessionEnded.Reason.READER, draft.now());
    SessionFacts ended = Objects.requireNonNull(draft.contents().sessions().get(session.id()));
    return draft.decide(
        ActionType.SESSION_END, new SessionReply(draft.version(), draft.view(ended)));
  }
}
