package dev.comicpile.domain.pile;

import dev.comicpile.api.problem.PileProblem.TooManyThreads;
import dev.comicpile.api.problem.PileProblem.TooMuchText;
import dev.comicpile.api.problem.PileRefusal;

/**
 * How large a pile may become. A command needs the whole of it in memory, and an undo the whole of
 * it a second time, so this is what the smallest heap that the program is run with can carry.
 */
public final class PileLimits {

  /** Active and completed ones. */
  public static final int MOST_THREADS = 20_000;

  /** In titles, formats, notes and review addresses, as {@link Contents#characters} counts them. */
  public static final int MOST_CHARACTERS = 5_000_000;

  private PileLimits() {}

  /**
   * Lets a pile change, but not grow beyond the limits. One that is beyond them already may still
   * change and become smaller.
   *
   * @throws PileRefusal if it would grow too large
   */
  public static void require(Contents before, Contents after) {
    int threads = after.threads().size();
    if (threads > MOST_THREADS && threads > before.threads().size()) {
      throw new PileRefusal(new TooManyThreads(MOST_THREADS));
    }
    if (after.characters() > MOST_CHARACTERS && after.characters() > before.characters()) {
      throw new PileRefusal(new TooMuchText(MOST_CHARACTERS));
    }
  }
}
