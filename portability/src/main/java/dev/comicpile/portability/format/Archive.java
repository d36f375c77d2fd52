package dev.comicpile.portability.format;

import dev.comicpile.domain.pile.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file of readers with their streams that has been checked as a whole: all of it can be taken.
 *
 * @param readers in the order of the file
 * @param highestThreadId 0 if there is none
 * @param highestSessionId 0 if there is none
 * @param notCarriedOver everything that is not quite what the file says
 * @param streams goes through the readers in the order of the file
 */
public record Archive(
    List<ArchivedReader> readers,
    long highestThreadId,
    long highestSessionId,
    List<Remark> notCarriedOver,
    Consumer<Work> streams) {

  public Archive {
    readers = List.copyOf(readers);
    notCarriedOver = List.copyOf(notCarriedOver);
  }

  /**
   * A reader in an archive.
   *
   * @param events how many events the stream has
   */
  public record ArchivedReader(String username, Instant registeredAt, long events) {}

  /** What is done with each reader. */
  public interface Work {
    /** Takes one reader; the events not asked for are passed over. */
    void take(ArchivedReader reader, Stream<RecordedEvent> events);
  }

  /** Goes through all readers with their streams, which can be done more than once. */
  public void forEach(Work work) {
    streams.accept(work);
  }
}
