package dev.comicpile.domain.decision;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;

/** Where new ids come from: unique over all readers, ascending for one process, with gaps. */
public interface Ids {

  /** An id no thread has had. */
  ThreadId nextThreadId();

  /** An id no session has had. */
  SessionId nextSessionId();
}
