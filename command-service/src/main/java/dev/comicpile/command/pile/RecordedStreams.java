package dev.comicpile.command.pile;

import dev.comicpile.api.EventMetadata;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.AxonServerFailures;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;

/** The way in for what was recorded elsewhere: nothing is decided, it is stored as it was. */
@Component
public final class RecordedStreams {

  private final EventStore eventStore;
  private final IdBlocks ids;

  RecordedStreams(EventStore eventStore, IdBlocks ids) {
    this.eventStore = eventStore;
    this.ids = ids;
  }

  /**
   * Lets no new thread and no new session get an id up to these. Another process may still hold
   * smaller ids that it drew before.
   */
  public void reserveIds(long upToThread, long upToSession) {
    ids.skipPast(upToThread, upToSession);
  }

  /**
   * Appends events to a reader's stream, all or none; in the transaction around it, where the
   * events are in the same database.
   *
   * @param events the next ones of the stream, in order
   * @throws org.axonframework.modelling.command.ConcurrencyException if the stream holds one of
   *     their versions already
   */
  public void append(String readerId, List<RecordedEvent> events) {
    try {
      eventStore.publish(events.stream().map(event -> message(readerId, event)).toList());
    } catch (RuntimeException e) {
      throw AxonServerFailures.translated(e);
    }
  }

  private static DomainEventMessage<?> message(String readerId, RecordedEvent recorded) {
    return new GenericDomainEventMessage<>(
        PileAggregate.TYPE,
        readerId,
        recorded.version() - 1,
        recorded.event(),
        MetaData.with(EventMetadata.ACTION, recorded.action().toString())
            .and(EventMetadata.ACTION_VERSION, recorded.actionVersion()),
        UUID.randomUUID().toString(),
        recorded.event().at());
  }
}
