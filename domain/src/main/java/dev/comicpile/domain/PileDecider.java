package dev.comicpile.domain;

import dev.comicpile.api.command.DiceCommand;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.QueueCommand;
import dev.comicpile.api.command.SessionCommand;
import dev.comicpile.api.command.ThreadCommand;
import dev.comicpile.api.command.UndoCommand;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.DecisionContext;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.dice.DiceRules;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.queue.QueueRules;
import dev.comicpile.domain.session.SessionRules;
import dev.comicpile.domain.thread.ThreadRules;
import dev.comicpile.domain.undo.UndoRules;

/**
 * Decides every command against the state of its pile. Pure: the same input gives the same
 * decision.
 */
public final class PileDecider {

  private PileDecider() {}

  /**
   * Decides a command.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule forbids it; then nothing happens
   */
  public static Decision decide(Pile pile, PileCommand<?> command, DecisionContext context) {
    Draft draft = new Draft(pile, context);
    return switch (command) {
      case ThreadCommand<?> c -> ThreadRules.decide(c, draft);
      case QueueCommand<?> c -> QueueRules.decide(c, draft);
      case DiceCommand<?> c -> DiceRules.decide(c, draft);
      case SessionCommand<?> c -> SessionRules.decide(c, draft);
      case UndoCommand<?> c -> UndoRules.decide(c, draft);
    };
  }
}
