package dev.comicpile.axonserver;

import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventReader;
import dev.comicpile.eventstore.PileStreams;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * The streams of piles on an Axon Server. Axon would ask for all of a stream at once, and what is
 * not taken soon enough would pile up in memory; so it is asked for in chunks.
 */
final class AxonServerPileStreams extends PileStreams {

  /** Events asked for at a time. */
  private static final int CHUNK = 500;

  private final Supplier<EventChannel> channel;
  private final EventReader reader;

  AxonServerPileStreams(EventStore eventStore, Supplier<EventChannel> channel, EventReader reader) {
    super(eventStore);
    this.channel = channel;
    this.reader = reader;
  }

  @Override
  public long version(ReaderId readerId) {
    try {
      return super.version(readerId);
    } catch (RuntimeException e) {
      throw AxonServerFailures.translated(e);
    }
  }

  @Override
  public Stream<RecordedEvent> read(ReaderId readerId, long fromVersion) {
    return events(readerId, fromVersion - 1).map(this::recorded);
  }

  private RecordedEvent recorded(Event stored) {
    SerializedObject payload = stored.getPayload();
    MetaDataValue action = metadata(stored, EventMetadata.ACTION);
    MetaDataValue actionVersion = metadata(stored, EventMetadata.ACTION_VERSION);
    return EventReader.recorded(
        stored.getAggregateSequenceNumber() + 1,
        reader.event(payload.getType(), payload.getRevision(), payload.getData().toByteArray()),
        action.hasTextValue() ? action.getTextValue() : null,
        actionVersion.hasNumberValue() ? (Long) actionVersion.getNumberValue() : null);
  }

  private static MetaDataValue metadata(Event stored, String key) {
    return stored.getMetaDataOrDefault(key, MetaDataValue.getDefaultInstance());
  }

  @Override
  public Optional<String> commandBehind(ReaderId readerId, long version) {
    return events(readerId, version - 1)
        .findFirst()
        .map(stored -> metadata(stored, COMMAND).getTextValue());
  }

  private Stream<Event> events(ReaderId readerId, long fromSequenceNumber) {
    return StreamSupport.stream(new Chunks(readerId.toString(), fromSequenceNumber), false);
  }

  /** The events of a stream, asked for when they are needed. */
  private final class Chunks extends AbstractSpliterator<Event> {
    private final String stream;
    private Iterator<Event> chunk = List.<Event>of().iterator();
    private long next;
    private boolean end;

    Chunks(String stream, long first) {
      super(Long.MAX_VALUE, ORDERED | NONNULL);
      this.stream = stream;
      this.next = first;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Event> to) {
      if (!chunk.hasNext() && !end) {
        List<Event> events = read();
        // Servers differ in whether the last event asked for is among those given.
        end = events.size() < CHUNK - 1;
        next = end ? next : events.getLast().getAggregateSequenceNumber() + 1;
        chunk = events.iterator();
      }
      if (!chunk.hasNext()) {
        return false;
      }
      to.accept(chunk.next());
      return true;
    }

    private List<Event> read() {
      List<Event> events = new ArrayList<>();
      try {
        channel
            .get()
            .openAggregateStream(stream, next, next + CHUNK - 1)
            .asStream()
            .forEachOrdered(events::add);
      } catch (RuntimeException e) {
        throw AxonServerFailures.translated(e);
      }
      return events;
    }
  }
}
