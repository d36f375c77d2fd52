package dev.comicpile.api;

/**
 * The kinds of action and of history entry. Their {@link #toString() words} are the same
 * everywhere: in the API, in the event store's metadata and in the views.
 */
public enum ActionType {
  ADD,
  EDIT,
  DELETE,
  REACTIVATE,
  IMPORT,
  MOVE,
  CLEAR_QUEUE,
  ROLL,
  RATE,
  READ,
  SNOOZE,
  UNSNOOZE,
  SET_DIE,
  CLEAR_DIE,
  SESSION_START,
  SESSION_END,
  ROLLED_BUT_SKIPPED,
  UNDO,
  REDO,
  RESTORE;

  /** The type that {@code word} names, as {@link #toString()} wrote it. */
  public static ActionType of(String word) {
    return valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
