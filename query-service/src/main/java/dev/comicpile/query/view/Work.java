package dev.comicpile.query.view;

import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for a reader.
 *
 * @param events the next ones that this process has stored, without a gap; none where the store has
 *     to be asked
 * @param traces of the requests that it follows from
 */
record Work(List<RecordedEvent> events, Set<String> traces) {

  /** More than so many at once are read from the store. */
  static final int MOST_EVENTS = 500;

  /** So are those that take more than so much of memory while they wait. */
  private static final long MOST_BYTES = 2L << 20;

  /** Events that have just been stored; too many of them are not kept. */
  static Work of(List<RecordedEvent> events, @Nullable String trace) {
    return new Work(tooMuch(events) ? List.of() : events, trace == null ? Set.of() : Set.of(trace));
  }

  private static boolean tooMuch(List<RecordedEvent> events) {
    return events.size() > MOST_EVENTS
        || events.stream().mapToLong(event -> Footprint.of(event.event())).sum() > MOST_BYTES;
  }

  /** Both of them, this one first. */
  Work and(Work next) {
    Set<String> all = new TreeSet<>(traces);
    all.addAll(next.traces);
    List<RecordedEvent> both = new ArrayList<>();
    if (!events.isEmpty()
        && !next.events.isEmpty()
        && events.getLast().version() + 1 == next.events.getFirst().version()) {
      both.addAll(events);
      both.addAll(next.events);
    }
    return new Work(tooMuch(both) ? List.of() : both, all);
  }
}
