package dev.comicpile.portability;

import dev.comicpile.domain.decision.Ids;

/** Gives threads and sessions their ids. */
public interface NewIds {

  /**
   * Lets no new thread and no new session get an id up to these. Another process may still hold
   * smaller ids that it drew before.
   */
  void skipPast(long upToThread, long upToSession);

  /** Ids that no thread and no session has had, for one import or decision. */
  Ids newIds();
}
