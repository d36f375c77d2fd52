package dev.comicpile.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

  private static final Map<String, ActionType> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(ActionType::toString, type -> type));

  private final String word = name().toLowerCase(Locale.ROOT);

  /**
   * The type that {@code word} names, as {@link #toString()} wrote it.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ActionType of(String word) {
    ActionType type = BY_WORD.get(word);
    return type == null ? valueOf(word.toUpperCase(Locale.ROOT)) : type;
  }

  @Override
  public String toString() {
    return word;
  }
}
