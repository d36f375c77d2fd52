package dev.comicpile.axonserver;

import com.google.protobuf.ByteString;
import dev.comicpile.api.ReaderId;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetAggregateSnapshotsRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What readers wrote goes to the Axon Server encrypted and comes back as it was: the payloads of
 * the events and snapshots of their piles. Types, versions, times and metadata stay in clear, and
 * so does what was stored before. The stream of all events, of which nobody here looks into the
 * payloads, comes as it is stored.
 *
 * <p>What cannot be decrypted comes as it is stored, too, and is then an event that cannot be read.
 */
final class Encryption implements ClientInterceptor {

  private static final Set<String> APPENDS =
      Set.of(
          EventStoreGrpc.getAppendEventMethod().getFullMethodName(),
          EventStoreGrpc.getAppendSnapshotMethod().getFullMethodName());

  private static final Set<String> READS =
      Set.of(
          EventStoreGrpc.getListAggregateEventsMethod().getFullMethodName(),
          EventStoreGrpc.getListAggregateSnapshotsMethod().getFullMethodName());

  private final ReaderKeys keys;

  Encryption(ReaderKeys keys) {
    this.keys = keys;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    if (APPENDS.contains(method.getFullMethodName())) {
      return new Append<>(call);
    }
    return READS.contains(method.getFullMethodName()) ? new Read<>(call) : call;
  }

  /** Events of no pile, which programs of before have stored, have no type of it. */
  private static boolean isOfPile(Event event) {
    return !event.getAggregateType().isEmpty();
  }

  private static byte[] payload(Event event) {
    return event.getPayload().getData().toByteArray();
  }

  private static byte[] place(Event event) {
    return (event.getAggregateIdentifier()
            + ' '
            + event.getAggregateSequenceNumber()
            + ' '
            + event.getPayload().getType())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Event with(Event event, byte[] payload) {
    return event.toBuilder()
        .setPayload(event.getPayload().toBuilder().setData(ByteString.copyFrom(payload)))
        .build();
  }

  private final class Append<Q, A> extends SimpleForwardingClientCall<Q, A> {

    Append(ClientCall<Q, A> call) {
      super(call);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void sendMessage(Q message) {
      super.sendMessage(
          message instanceof Event event && isOfPile(event) ? (Q) encrypted(event) : message);
    }

    private Event encrypted(Event event) {
      return with(
          event,
          keys.findOrMake(ReaderId.of(event.getAggregateIdentifier()))
              .encrypt(payload(event), place(event)));
    }
  }

  private final class Read<Q, A> extends SimpleForwardingClientCall<Q, A> {

    private volatile @Nullable ReaderKey key;

    Read(ClientCall<Q, A> call) {
      super(call);
    }

    /** The key is looked up by who waits for the events, and not by who delivers them. */
    @Override
    public void sendMessage(Q message) {
      key =
          keys.find(
              ReaderId.of(
                  switch (message) {
                    case GetAggregateEventsRequest events -> events.getAggregateId();
                    case GetAggregateSnapshotsRequest snapshots -> snapshots.getAggregateId();
                    default -> throw new IllegalArgumentException(message.getClass().getName());
                  }));
      super.sendMessage(message);
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<A>(listener) {
            @Override
            @SuppressWarnings("unchecked")
            public void onMessage(A message) {
              super.onMessage(message instanceof Event event ? (A) decrypted(event) : message);
            }
          },
          headers);
    }

    private Event decrypted(Event event) {
      byte[] stored = payload(event);
      if (!ReaderKey.isEncrypted(stored)) {
        return event;
      }
      ReaderKey known = key;
      if (known == null) {
        // The reader's first event, of another process, may have come after the look-up.
        known = keys.find(ReaderId.of(event.getAggregateIdentifier()));
        key = known;
      }
      return known == null
          ? event
          : known.decrypt(stored, place(event)).map(text -> with(event, text)).orElse(event);
    }
  }
}
