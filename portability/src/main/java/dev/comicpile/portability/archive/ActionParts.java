package dev.comicpile.portability.archive;

import dev.comicpile.api.ActionType;

/** Which events an action consists of: those of its own kind, and some that come with them. */
final class ActionParts {

  private ActionParts() {}

  /** Whether an action may have such an event. Undos, redos and restores have only their own. */
  static boolean canHave(ActionType action, ActionType event) {
    return action == event
        || switch (event) {
          case SESSION_START -> isOfDice(action);
          // the sample comics end the session that goes on, and stand in place of all threads
          case SESSION_END -> isOfDice(action) || action == ActionType.IMPORT;
          case CLEAR_QUEUE, DELETE -> action == ActionType.IMPORT;
          case ROLLED_BUT_SKIPPED, UNSNOOZE -> action == ActionType.ROLL;
          default -> false;
        };
  }

  /** Whether it starts a session where none goes on, after it has ended the idle one. */
  private static boolean isOfDice(ActionType action) {
    return switch (action) {
      case ROLL, RATE, READ, SNOOZE, SET_DIE, CLEAR_DIE, SESSION_START -> true;
      default -> false;
    };
  }
}
