package dev.comicpile.api;

/** An end of the queue, where a rating or the reader sends a thread. */
public enum QueueEnd {
  FRONT,
  BACK;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
