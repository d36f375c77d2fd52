package dev.comicpile.command.pile;

import dev.comicpile.domain.pile.Pile;
import dev.comicpile.eventstore.PileStreams;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes snapshots of piles, of what is in memory and beside the command that was one too many. The
 * larger a pile is, the more events are between two snapshots, so that a command on a large pile
 * pays no more for them; loading so many events is quick.
 */
@Component
final class PileSnapshots implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PileSnapshots.class);

  private static final int FEWEST_EVENTS = 500;

  /** For each event so many threads, sessions and actions of the snapshot are written. */
  private static final int PARTS_PER_EVENT = 8;

  private final EventStore eventStore;

  /** One at a time: each is a pile as text in memory. */
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("snapshots").factory());

  PileSnapshots(EventStore eventStore) {
    this.eventStore = eventStore;
  }

  /** Whether a pile has gone far enough since a version that there is a snapshot of. */
  static boolean isDue(Pile pile, long since) {
    long events = pile.version() - since;
    int parts =
        pile.contents().threads().size()
            + pile.contents().sessions().size()
            + pile.timeline().size();
    return events >= FEWEST_EVENTS && events >= parts / PARTS_PER_EVENT;
  }

  /** Stores a snapshot of what is stored already. */
  void take(Pile pile) {
    writing.execute(() -> store(pile));
  }

  private void store(Pile pile) {
    try {
      eventStore.storeSnapshot(
          new GenericDomainEventMessage<>(
              PileStreams.TYPE,
              pile.readerId().toString(),
              pile.version() - 1,
              new PileAggregate(pile)));
    } catch (RuntimeException e) {
      log.warn("Reader {}: no snapshot of version {}", pile.readerId(), pile.version(), e);
    }
  }

  @Override
  public void close() {
    writing.shutdownNow();
  }
}
