package dev.comicpile.domain.dice;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.problem.PileProblem.NoSuchDie;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;

/** The manual die goes before the ladder's until a rating or the reader clears it. */
final class ManualDieRules {

  private ManualDieRules() {}

  static Decision set(SetDie c, Draft draft) {
    Die die = Die.withSides(c.sides()).orElseThrow(() -> refusal(new NoSuchDie(c.sides())));
    SessionFacts session = draft.sessionForDice();
    if (session.manualDie() != die) {
      draft.emit(new DieSet(session.id(), session.currentDie(), die, draft.now()));
    }
    return draft.decideWithCurrentSession(ActionType.SET_DIE);
  }

  /** Where no manual die is set there is nothing to clear, and no session is started for it. */
  static Decision clear(Draft draft) {
    draft
        .activeSession()
        .filter(session -> session.manualDie() != null)
        .ifPresent(
            session ->
                draft.emit(
                    new ManualDieCleared(
                        session.id(), session.currentDie(), session.ladderDie(), draft.now())));
    return draft.decideWithCurrentSession(ActionType.CLEAR_DIE);
  }
}
