package dev.comicpile.api;

/** What requests have the store do, for when there is no time left to wait for its end. */
public interface UnfinishedWork {

  /**
   * Breaks off what is under way and has nothing more be stored: each write fails as if the store
   * could not be reached, and is undone as a whole, or was stored already, and is said to be. What
   * begins something meanwhile is met by doing this again.
   */
  void breakOff();

  /** There is time again for what is begun from now on. */
  void goOn();
}
