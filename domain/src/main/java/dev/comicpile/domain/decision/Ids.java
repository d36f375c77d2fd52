package dev.comicpile.domain.decision;

/** Where new ids come from: unique over all readers, ascending for one process, with gaps. */
public interface Ids {

  /** An id no thread has had. */
  long nextThreadId();

  /** An id no session has had. */
  long nextSessionId();
}
