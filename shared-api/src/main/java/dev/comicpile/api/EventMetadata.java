package dev.comicpile.api;

/** Keys of the metadata that every event of a pile carries beside its payload. */
public final class EventMetadata {
  /** The {@link ActionType} word of the action the event belongs to. */
  public static final String ACTION = "action";

  /** The version (counted from 1) of the last event of that action: the action's own version. */
  public static final String ACTION_VERSION = "action_version";

  private EventMetadata() {}
}
