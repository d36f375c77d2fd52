package dev.comicpile.portability;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The way in for what was recorded elsewhere: nothing is decided, it is stored as it was. */
public interface PileIntake {

  /**
   * Lets no new thread and no new session get an id up to these. Another process may still hold
   * smaller ids that it drew before.
   */
  void reserveIds(long upToThread, long upToSession);

  /** Ids that no thread and no session has had. */
  Ids newIds();

  /**
   * Appends events to a reader's stream, all or none; in the transaction around it, where the
   * events are in the same database.
   *
   * @param events the next ones of the stream, in order
   * @throws org.axonframework.modelling.command.ConcurrencyException if the stream holds one of
   *     their versions already
   */
  void append(ReaderId readerId, List<RecordedEvent> events);

  /** So many events of a long stream are appended at once, fewer where they are large. */
  int BATCH = 500;

  /** So many bytes of memory they may take. */
  long BYTES_PER_BATCH = 4L << 20;

  /** Appends a long stream piece by piece, so that it is never held as a whole. */
  default void appendAll(ReaderId readerId, Stream<RecordedEvent> stream) {
    List<RecordedEvent> batch = new ArrayList<>(BATCH);
    long bytes = 0;
    Iterator<RecordedEvent> events = stream.iterator();
    while (events.hasNext()) {
      RecordedEvent event = events.next();
      batch.add(event);
      bytes += Footprint.of(event.event());
      if (batch.size() == BATCH || bytes > BYTES_PER_BATCH || !events.hasNext()) {
        append(readerId, batch);
        batch.clear();
        bytes = 0;
      }
    }
  }
}
