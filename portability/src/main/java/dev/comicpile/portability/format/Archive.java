package dev.comicpile.portability.format;

import dev.comicpile.domain.pile.RecordedEvent;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * A file of readers with their streams that has been checked as a whole: all of it can be taken.
 */
public interface Archive {

  /**
   * A reader in an archive.
   *
   * @param events how many events the stream has
   */
  record ArchivedReader(String username, Instant registeredAt, long events) {}

  /** What is done with each reader. */
  interface Work {
    /** Takes one reader; the events not asked for are passed over. */
    void take(ArchivedReader reader, Iterator<RecordedEvent> events);
  }

  /** All readers in the order of the file. */
  List<ArchivedReader> readers();

  /** Goes through all readers in the order of the file. */
  void forEach(Work work);

  /** The highest id of a thread in it, 0 if there is none. */
  long highestThreadId();

  /** The highest id of a session in it, 0 if there is none. */
  long highestSessionId();

  /** Everything that is not quite what the file says. */
  List<Remark> notCarriedOver();
}
