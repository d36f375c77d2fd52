package dev.comicpile.eventstore;

import io.axoniq.axonserver.connector.event.EventChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;

/**
 * The streams of piles on an Axon Server. Axon would ask for all of a stream at once, and what is
 * not taken soon enough would pile up in memory; so it is asked for in chunks.
 */
final class AxonServerPileStreams extends PileStreams {

  /** Events asked for at a time. */
  private static final int CHUNK = 500;

  private final Supplier<EventChannel> channel;
  private final Serializer serializer;

  AxonServerPileStreams(
      EventStore eventStore, Supplier<EventChannel> channel, Serializer eventSerializer) {
    super(eventStore);
    this.channel = channel;
    this.serializer = new GrpcMetaDataAwareSerializer(eventSerializer);
  }

  @Override
  public long version(String readerId) {
    try {
      return super.version(readerId);
    } catch (RuntimeException e) {
      throw AxonServerFailures.translated(e);
    }
  }

  @Override
  Stream<? extends DomainEventMessage<?>> messages(String readerId, long fromSequenceNumber) {
    Stream<DomainEventData<byte[]>> events =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Chunks(readerId, fromSequenceNumber), Spliterator.ORDERED),
            false);
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
            events, serializer, EventUpcasters.CHAIN)
        .asStream();
  }

  /** The events of a stream, asked for when they are needed. */
  private final class Chunks implements Iterator<DomainEventData<byte[]>> {
    private final String stream;
    private Iterator<DomainEventData<byte[]>> chunk = List.<DomainEventData<byte[]>>of().iterator();
    private long next;
    private boolean end;

    Chunks(String stream, long first) {
      this.stream = stream;
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      if (!chunk.hasNext() && !end) {
        List<DomainEventData<byte[]>> events = read();
        // Servers differ in whether the last event asked for is among those given.
        end = events.size() < CHUNK - 1;
        next = end ? next : events.getLast().getSequenceNumber() + 1;
        chunk = events.iterator();
      }
      return chunk.hasNext();
    }

    @Override
    public DomainEventData<byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return chunk.next();
    }

    private List<DomainEventData<byte[]>> read() {
      List<DomainEventData<byte[]>> events = new ArrayList<>();
      try {
        channel
            .get()
            .openAggregateStream(stream, next, next + CHUNK - 1)
            .asStream()
            .map(GrpcBackedDomainEventData::new)
            .forEachOrdered(events::add);
      } catch (RuntimeException e) {
        throw AxonServerFailures.translated(e);
      }
      return events;
    }
  }
}
