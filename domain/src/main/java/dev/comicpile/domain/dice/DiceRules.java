package dev.comicpile.domain.dice;

import dev.comicpile.api.command.DiceCommand;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.ClearManualDie;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.DiceCommand.UnsnoozeThread;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;

/** Where to find the rule of each dice action. */
public final class DiceRules {

  private DiceRules() {}

  /** Decides a dice action. */
  public static Decision decide(DiceCommand<?> command, Draft draft) {
    return switch (command) {
      case RollDie c -> PickRules.roll(draft);
      case ChooseThread c -> PickRules.choose(c, draft);
      case RateThread c -> ReadingRules.rate(c, draft);
      case MarkRead c -> ReadingRules.markRead(c, draft);
      case SnoozeThread c -> SnoozeRules.snooze(c, draft);
      case UnsnoozeThread c -> SnoozeRules.unsnooze(c, draft);
      case SetDie c -> ManualDieRules.set(c, draft);
      case ClearManualDie c -> ManualDieRules.clear(draft);
    };
  }
}
