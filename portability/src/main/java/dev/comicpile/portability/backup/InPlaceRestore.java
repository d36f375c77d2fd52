package dev.comicpile.portability.backup;

import java.nio.file.Path;
import java.util.Optional;

/** A program that can put a backup in the place of what it serves, by starting anew. */
public interface InPlaceRestore {

  /**
   * Has it done soon, while the program serves nobody. Where it fails, everything is as it was.
   *
   * @param backup a file that has been read as a whole
   */
  void begin(Path backup);

  /** Why the last one failed; empty where it did not. */
  Optional<String> failure();
}
