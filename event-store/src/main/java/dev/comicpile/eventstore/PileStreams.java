package dev.comicpile.eventstore;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.UnknownSerializedType;

/** Reads the streams of readers, event by event, bypassing snapshots. */
public final class PileStreams {

  private final EventStore eventStore;

  /** Reads from this store. */
  public PileStreams(EventStore eventStore) {
    this.eventStore = eventStore;
  }

  /**
   * The events of a reader in order, from a version on (1 for all of them). They are read in blocks
   * while the stream is consumed; each block is a short transaction of its own where there is none
   * around it, which is sound because what is stored never changes.
   *
   * @throws UnknownEvent while consuming, where the stream holds an event of a newer program
   */
  public Stream<RecordedEvent> read(String readerId, long fromVersion) {
    return eventStore
        .readEvents(readerId, fromVersion - 1)
        .asStream()
        .map(message -> recorded(message));
  }

  /** The highest version stored for a reader, 0 for an empty stream: one indexed read. */
  public long version(String readerId) {
    return eventStore.lastSequenceNumberFor(readerId).map(sequence -> sequence + 1).orElse(0L);
  }

  /**
   * An event of a pile in its place.
   *
   * @throws UnknownEvent if a newer program has written it
   */
  public static RecordedEvent recorded(DomainEventMessage<?> message) {
    return switch (message.getPayload()) {
      case PileEvent event ->
          recorded(message.getSequenceNumber() + 1, event, message.getMetaData());
      case UnknownSerializedType unknown -> throw unknown(unknown);
      default ->
          throw new IllegalArgumentException(
              message.getPayloadType().getName() + " is no event of a pile");
    };
  }

  /**
   * An event of a pile in its place, by the metadata it was stored with.
   *
   * @throws IllegalArgumentException if the metadata does not name its action
   */
  public static RecordedEvent recorded(long version, PileEvent event, MetaData metadata) {
    if (metadata.get(EventMetadata.ACTION) instanceof String action
        && metadata.get(EventMetadata.ACTION_VERSION) instanceof Number actionVersion) {
      return new RecordedEvent(version, event, ActionType.of(action), actionVersion.longValue());
    }
    throw new IllegalArgumentException("version " + version + " names no action");
  }

  /** The refusal to go on without an event of a newer program. */
  public static UnknownEvent unknown(UnknownSerializedType payload) {
    return new UnknownEvent(payload.serializedType());
  }
}
