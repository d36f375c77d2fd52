package dev.comicpile.portability;

import dev.comicpile.web.WriteConditions.Key;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is no command and still is done once, however often it is asked for under the same key. */
public interface WrittenOnce {

  /**
   * Does it and notes that it was done; or finds what came of it before.
   *
   * @param key null where it is done in any case
   * @param together whether it is done in the database of the note, so that one transaction holds
   *     both. Else the note follows, and of what was done just before a crash nobody is told again
   * @param write gives the number that is answered again
   * @return that number
   * @throws dev.comicpile.web.BadInputException if the key belongs to another request
   */
  long under(@Nullable Key key, boolean together, LongSupplier write);
}
