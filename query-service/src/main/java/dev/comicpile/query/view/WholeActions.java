package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.Outage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a stream by whole actions, up to the first event that cannot be read. */
final class WholeActions implements AutoCloseable {

  private static final long MOST_BYTES = 8L << 20;

  private final Stream<RecordedEvent> stream;
  private final Iterator<RecordedEvent> events;
  private final List<RecordedEvent> begun = new ArrayList<>();
  private long read;
  private boolean ended;
  private @Nullable Unapplicable unreadable;

  private WholeActions(Stream<RecordedEvent> stream, long version) {
    this.stream = stream;
    this.events = stream.iterator();
    this.read = version;
  }

  /** Those of a reader's stream, from where a view stands. */
  static WholeActions stored(PileStreams streams, ReaderId readerId, Cursor from) {
    return new WholeActions(streams.read(readerId, from.version() + 1), from.version());
  }

  /** Those of events that are at hand, from where a view stands. */
  static WholeActions of(List<RecordedEvent> events, Cursor from) {
    return new WholeActions(
        events.stream().filter(event -> event.version() > from.version()), from.version());
  }

  /**
   * The next actions: so many events or a little more, up to an action's end; fewer where they take
   * much memory, and none at the end.
   */
  List<RecordedEvent> next(int most) {
    List<RecordedEvent> actions = new ArrayList<>();
    long bytes = 0;
    RecordedEvent event;
    // An action is taken as a whole, however large it is.
    while (actions.size() < most
        && (bytes < MOST_BYTES || actions.isEmpty())
        && (event = next()) != null) {
      begun.add(event);
      bytes += Footprint.of(event.event());
      if (event.endsAction()) {
        actions.addAll(begun);
        begun.clear();
      }
    }
    return actions;
  }

  private @Nullable RecordedEvent next() {
    if (ended) {
      return null;
    }
    try {
      if (!events.hasNext()) {
        ended = true;
        return null;
      }
      RecordedEvent event = events.next();
      if (event.version() != read + 1) {
        throw new IllegalStateException("the event store does not hold version " + (read + 1));
      }
      read++;
      return event;
    } catch (RuntimeException e) {
      if (Outage.isPassing(e)) {
        throw e;
      }
      ended = true;
      unreadable = new Unapplicable(read + 1, e);
      return null;
    }
  }

  /**
   * To be asked at the end.
   *
   * @throws Unapplicable if there is an event that cannot be read
   */
  void requireReadable() {
    if (unreadable != null) {
      throw unreadable;
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
