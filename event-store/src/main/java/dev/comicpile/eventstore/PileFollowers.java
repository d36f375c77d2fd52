package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells what has been stored: the followers in this process with the events themselves, those in
 * others by a signal that names the reader. Of what is appended within a transaction, which may be
 * a long stream, no events are kept until the commit; so all followers are told of the reader only.
 */
public final class PileFollowers {

  private static final Logger log = LoggerFactory.getLogger(PileFollowers.class);

  /** The topic of the signals. */
  static final String TOPIC = "events";

  private final Supplier<List<PileFollower>> followers;
  private final Signals signals;
  private final EventTraces traces;

  PileFollowers(ObjectProvider<PileFollower> followers, Signals signals, EventTraces traces) {
    // They read from the event store, so they are there only after it.
    this.followers = SingletonSupplier.<List<PileFollower>>of(() -> followers.stream().toList());
    this.signals = signals;
    this.traces = traces;
    signals.listen(TOPIC, this::heard);
  }

  /** The words are a reader and, where the request is traced, its traceparent. */
  private void heard(String words) {
    if (!words.isEmpty()) {
      String[] parts = words.split(" ", 2);
      changed(ReaderId.of(parts[0]), parts.length == 1 ? null : parts[1]);
    }
  }

  /** Tells all processes of what this one has just committed. */
  void stored(List<? extends EventMessage<?>> events) {
    String traceparent = traceparent();
    storedHere(events).keySet().forEach(readerId -> tellOthers(readerId, traceparent));
  }

  /** Tells all processes that this one has just committed something of a reader. */
  void stored(ReaderId readerId) {
    String traceparent = traceparent();
    changed(readerId, traceparent);
    tellOthers(readerId, traceparent);
  }

  /** The readers whose piles these events are of, in the order of the events. */
  static Set<ReaderId> readers(List<? extends EventMessage<?>> events) {
    return byReader(events).keySet();
  }

  /** Of the request that is being handled, null where that is not traced. */
  public @Nullable String traceparent() {
    return traces.traceparent();
  }

  /** Tells the other processes that there may be something new. */
  public void tellOthers(ReaderId readerId, @Nullable String traceparent) {
    signals.send(TOPIC, traceparent == null ? readerId.toString() : readerId + " " + traceparent);
  }

  /**
   * Tells this process of what it has just committed.
   *
   * @return the piles that these events are of, and how far each goes with them
   */
  public Map<ReaderId, Long> storedHere(List<? extends EventMessage<?>> events) {
    Map<ReaderId, Long> versions = new LinkedHashMap<>();
    byReader(events)
        .forEach(
            (readerId, ofPile) -> {
              stored(readerId, ofPile);
              versions.put(readerId, ofPile.getLast().getSequenceNumber() + 1);
            });
    return versions;
  }

  /** Events of a pile have a type; those about accounts have none and are nobody's here. */
  private static Map<ReaderId, List<DomainEventMessage<?>>> byReader(
      List<? extends EventMessage<?>> events) {
    Map<ReaderId, List<DomainEventMessage<?>>> byReader = new LinkedHashMap<>();
    for (EventMessage<?> event : events) {
      if (event instanceof DomainEventMessage<?> ofPile && ofPile.getType() != null) {
        byReader
            .computeIfAbsent(
                ReaderId.of(ofPile.getAggregateIdentifier()), reader -> new ArrayList<>())
            .add(ofPile);
      }
    }
    return byReader;
  }

  private void stored(ReaderId readerId, List<DomainEventMessage<?>> messages) {
    List<RecordedEvent> events;
    try {
      events = messages.stream().map(e -> PileStreams.recorded(e)).toList();
    } catch (RuntimeException e) {
      // It is stored all the same; its next reader will say what is wrong with it.
      log.warn("Reader {}: what was stored cannot be told", readerId, e);
      changed(readerId, traceparent());
      return;
    }
    RecordedEvent last = events.getLast();
    if (last.version() == last.actionVersion()) {
      tell(follower -> follower.stored(readerId, events));
    } else {
      // A long stream is imported piece by piece, and a piece may end within an action.
      changed(readerId, traceparent());
    }
  }

  /** Tells this process that there may be something new. */
  public void changed(ReaderId readerId, @Nullable String traceparent) {
    tell(follower -> follower.changed(readerId, traceparent));
  }

  /** A follower that fails finds by itself, later, what it was told in vain. */
  private void tell(Consumer<PileFollower> news) {
    followers
        .get()
        .forEach(
            follower -> {
              try {
                news.accept(follower);
              } catch (RuntimeException e) {
                log.warn("A follower was told in vain", e);
              }
            });
  }
}
