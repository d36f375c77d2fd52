package dev.comicpile.eventstore;

import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.UnknownSerializedType;

/** Reads the streams of readers, event by event. */
public class PileStreams {

  /** What Axon calls that which has one. */
  public static final String TYPE = "Pile";

  /** Under which Axon notes in an event's metadata which command it came of. */
  protected static final String COMMAND = MessageOriginProvider.getDefaultCorrelationKey();

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
  public Stream<RecordedEvent> read(ReaderId readerId, long fromVersion) {
    return eventStore
        .readEvents(readerId.toString(), fromVersion - 1)
        .asStream()
        .map(message -> recorded(message));
  }

  /**
   * The events of a reader in order, from one version to another one, as far as there are any.
   *
   * @throws UnknownEvent while consuming, where there is an event of a newer program among them
   */
  public Stream<RecordedEvent> read(ReaderId readerId, long firstVersion, long lastVersion) {
    return read(readerId, firstVersion).limit(Math.max(0, lastVersion - firstVersion + 1));
  }

  /**
   * What a pile is loaded from: its latest snapshot, where there is one that this program can read,
   * and as {@link RecordedEvent}s those that follow on it.
   *
   * @throws UnknownEvent while consuming, where there is an event of a newer program among them
   */
  public Stream<Object> readFromSnapshot(ReaderId readerId) {
    return eventStore
        .readEvents(readerId.toString())
        .asStream()
        .map(message -> isSnapshot(message) ? message.getPayload() : recorded(message));
  }

  private static boolean isSnapshot(DomainEventMessage<?> message) {
    return !(message.getPayload() instanceof PileEvent)
        && !(message.getPayload() instanceof UnknownSerializedType);
  }

  /**
   * The command that an event came of, by the identifier of its message; empty where there is no
   * such event.
   */
  public Optional<String> commandBehind(ReaderId readerId, long version) {
    return eventStore
        .readEvents(readerId.toString(), version - 1)
        .asStream()
        .findFirst()
        .map(message -> String.valueOf(message.getMetaData().get(COMMAND)));
  }

  /** The highest version stored for a reader, 0 for an empty stream: one question to the store. */
  public long version(ReaderId readerId) {
    return eventStore
        .lastSequenceNumberFor(readerId.toString())
        .map(sequence -> sequence + 1)
        .orElse(0L);
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
          throw new SerializationException(
              message.getPayloadType().getName() + " is no event of a pile");
    };
  }

  /**
   * An event of a pile in its place, by the metadata it was stored with.
   *
   * @throws SerializationException if the metadata does not name its action
   */
  public static RecordedEvent recorded(long version, PileEvent event, MetaData metadata) {
    return EventReader.recorded(
        version,
        event,
        metadata.get(EventMetadata.ACTION) instanceof String action ? action : null,
        metadata.get(EventMetadata.ACTION_VERSION) instanceof Number actionVersion
            ? (Long) actionVersion.longValue()
            : null);
  }

  /** The metadata that such an event is stored with. */
  public static MetaData metadata(RecordedEvent recorded) {
    return MetaData.with(EventMetadata.ACTION, recorded.action().toString())
        .and(EventMetadata.ACTION_VERSION, recorded.actionVersion());
  }

  /** The refusal to go on without an event of a newer program. */
  public static UnknownEvent unknown(UnknownSerializedType payload) {
    return new UnknownEvent(payload.serializedType());
  }
}
