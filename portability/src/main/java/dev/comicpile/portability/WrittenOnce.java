package dev.comicpile.portability;

import dev.comicpile.web.WriteRequest;
import java.util.function.LongSupplier;

/** Writes that are no commands, and are held to the conditions of their requests all the same. */
public interface WrittenOnce {

  /**
   * Does it where the pile is as the request expects; or finds what came of it before, under the
   * request's key.
   *
   * @param together whether it is done in the database of the note, so that one transaction holds
   *     both. Else the note follows, and of what was done just before a crash nobody is told again
   * @param write gives the number that is answered again
   * @return that number
   * @throws dev.comicpile.web.BadInputException if the key belongs to another request
   * @throws dev.comicpile.api.problem.PileRefusal 412, if the pile is at another version
   */
  long once(WriteRequest request, boolean together, LongSupplier write);
}
