package dev.comicpile.web;

import java.util.Optional;

/** Keeps the published keys beyond the life of a process. */
public interface KeptKeys {

  /** The set that was kept last, as it was published. */
  Optional<String> last();

  /** Keeps a set. */
  void keep(String keySet);
}
