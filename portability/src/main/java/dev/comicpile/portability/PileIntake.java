package dev.comicpile.portability;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** The way in for what was recorded elsewhere: nothing is decided, it is stored as it was. */
public final class PileIntake {

  /** So many events of a long stream are appended at once, fewer where they are large. */
  private static final int BATCH = 500;

  /** So many bytes of memory they may take. */
  private static final long BYTES_PER_BATCH = 4L << 20;

  private final EventStore eventStore;

  PileIntake(EventStore eventStore) {
    this.eventStore = eventStore;
  }

  /**
   * Appends events to a reader's stream, in the transaction around it, where the events are in the
   * same database. A long stream is appended piece by piece, so that it is never held as a whole.
   *
   * @param stream the next ones, in order
   * @throws org.axonframework.modelling.command.ConcurrencyException if the reader's stream holds
   *     one of their versions already
   */
  public void append(ReaderId readerId, Stream<RecordedEvent> stream) {
    List<DomainEventMessage<?>> batch = new ArrayList<>(BATCH);
    long bytes = 0;
    Iterator<RecordedEvent> events = stream.iterator();
    while (events.hasNext()) {
      RecordedEvent event = events.next();
      batch.add(message(readerId, event));
      bytes += Footprint.of(event.event());
      if (batch.size() == BATCH || bytes > BYTES_PER_BATCH || !events.hasNext()) {
        eventStore.publish(batch);
        batch.clear();
        bytes = 0;
      }
    }
  }

  private static DomainEventMessage<?> message(ReaderId readerId, RecordedEvent recorded) {
    return new GenericDomainEventMessage<>(
        PileStreams.TYPE,
        readerId.toString(),
        recorded.version() - 1,
        recorded.event(),
        PileStreams.metadata(recorded),
        UUID.randomUUID().toString(),
        recorded.event().at());
  }
}
