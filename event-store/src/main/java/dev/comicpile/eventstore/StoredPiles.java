package dev.comicpile.eventstore;

import java.util.List;

/** Which piles the store holds, and how far each goes. */
public interface StoredPiles {

  /** Where a walk through all piles begins: no reader's id is smaller. */
  long FIRST = 0;

  /**
   * A pile that has at least one event.
   *
   * @param version the highest version stored, 1 or more
   */
  record StoredPile(long readerId, long version) {}

  /**
   * The next piles in a walk through all of them, in an order of the store's own.
   *
   * @param readerId the last one of the piles before, {@link #FIRST} to begin with
   * @param limit at most so many; none at all means that the walk is over
   */
  List<StoredPile> after(long readerId, int limit);
}
