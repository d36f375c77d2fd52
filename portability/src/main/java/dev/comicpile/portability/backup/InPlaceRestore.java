package dev.comicpile.portability.backup;

import java.nio.file.Path;
import java.util.Optional;

/** A program that can put a backup in the place of what it serves, by starting anew. */
public interface InPlaceRestore {

  /**
   * Has it done soon, while the program serves nobody. Where it fails, everything is as it was.
   *
   * @param backup a file that has been read as a whole
   * @param first backs up what is there, once nobody can write any more; where that fails, nothing
   *     is restored
   * @return whether it will be done; false where another one is under way
   */
  boolean begin(Path backup, Runnable first);

  /** Why the last one failed; empty where it did not. */
  Optional<String> failure();
}
