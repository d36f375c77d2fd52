package dev.comicpile.command.pile;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.PileIntake;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Stores in the event store what was recorded elsewhere. */
@Component
final class RecordedStreams implements PileIntake {

  private final EventStore eventStore;
  private final IdBlocks ids;

  RecordedStreams(EventStore eventStore, IdBlocks ids) {
    this.eventStore = eventStore;
    this.ids = ids;
  }

  @Override
  public void reserveIds(long upToThread, long upToSession) {
    ids.skipPast(upToThread, upToSession);
  }

  @Override
  public Ids newIds() {
    return ids.forDecision();
  }

  @Override
  public void append(ReaderId readerId, List<RecordedEvent> events) {
    eventStore.publish(events.stream().map(event -> message(readerId, event)).toList());
  }

  private static DomainEventMessage<?> message(ReaderId readerId, RecordedEvent recorded) {
    return new GenericDomainEventMessage<>(
        PileAggregate.TYPE,
        readerId.toString(),
        recorded.version() - 1,
        recorded.event(),
        PileStreams.metadata(recorded),
        UUID.randomUUID().toString(),
        recorded.event().at());
  }
}
