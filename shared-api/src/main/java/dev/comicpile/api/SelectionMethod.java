package dev.comicpile.api;

/** How a thread was picked: by the die, or by the reader's own choice. */
public enum SelectionMethod {
  RANDOM,
  OVERRIDE,
  SET_PENDING;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
