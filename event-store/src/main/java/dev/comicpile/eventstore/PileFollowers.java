package dev.comicpile.eventstore;

import dev.comicpile.domain.pile.RecordedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells what has been stored: the followers in this process with the events themselves, those in
 * others by a signal that names the reader.
 */
final class PileFollowers {

  private static final Logger log = LoggerFactory.getLogger(PileFollowers.class);

  /** The topic of the signals; the words are the reader's id. */
  static final String TOPIC = "events";

  private final ObjectProvider<PileFollower> followers;
  private final Signals signals;

  PileFollowers(ObjectProvider<PileFollower> followers, Signals signals) {
    this.followers = followers;
    this.signals = signals;
    signals.listen(TOPIC, this::heard);
  }

  private void heard(String words) {
    if (!words.isEmpty()) {
      changed(Long.parseLong(words));
    }
  }

  /** Tells all processes of what this one has just committed. */
  void stored(List<? extends EventMessage<?>> events) {
    storedHere(events).forEach(readerId -> signals.send(TOPIC, Long.toString(readerId)));
  }

  /**
   * Tells this process of what it has just committed.
   *
   * @return the readers whose piles these events are of
   */
  Iterable<Long> storedHere(List<? extends EventMessage<?>> events) {
    Map<Long, List<DomainEventMessage<?>>> byReader = byReader(events);
    byReader.forEach(this::stored);
    return byReader.keySet();
  }

  /** Events of a pile have a type; those about accounts have none and are nobody's here. */
  static Map<Long, List<DomainEventMessage<?>>> byReader(List<? extends EventMessage<?>> events) {
    Map<Long, List<DomainEventMessage<?>>> byReader = new LinkedHashMap<>();
    for (EventMessage<?> event : events) {
      if (event instanceof DomainEventMessage<?> ofPile && ofPile.getType() != null) {
        byReader
            .computeIfAbsent(
                Long.valueOf(ofPile.getAggregateIdentifier()), reader -> new ArrayList<>())
            .add(ofPile);
      }
    }
    return byReader;
  }

  private void stored(long readerId, List<DomainEventMessage<?>> messages) {
    List<RecordedEvent> events = messages.stream().map(e -> PileStreams.recorded(e)).toList();
    RecordedEvent last = events.getLast();
    if (last.version() == last.actionVersion()) {
      tell(follower -> follower.stored(readerId, events));
    } else {
      // A long stream is imported piece by piece, and a piece may end within an action.
      changed(readerId);
    }
  }

  /** Tells this process that there may be something new. */
  void changed(long readerId) {
    tell(follower -> follower.changed(readerId));
  }

  /** A follower that fails finds by itself, later, what it was told in vain. */
  private void tell(Consumer<PileFollower> news) {
    followers.forEach(
        follower -> {
          try {
            news.accept(follower);
          } catch (RuntimeException e) {
            log.warn("A follower was told in vain", e);
          }
        });
  }
}
