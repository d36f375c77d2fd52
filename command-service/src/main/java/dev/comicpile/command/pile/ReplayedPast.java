package dev.comicpile.command.pile;

import dev.comicpile.domain.decision.Past;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.util.List;
import java.util.stream.Stream;

/**
 * The past of a pile as its stream tells it from the first event on, bypassing snapshots. What is
 * asked for again and again is answered from what the pile has kept.
 */
final class ReplayedPast implements Past {

  private final String readerId;
  private final PileStreams streams;
  private final RecentPast recent;

  ReplayedPast(String readerId, PileStreams streams, RecentPast recent) {
    this.readerId = readerId;
    this.streams = streams;
    this.recent = recent;
  }

  @Override
  public Contents contentsAt(long version) {
    return recent.contentsAt(version).orElseGet(() -> replayTo(version));
  }

  private Contents replayTo(long version) {
    Pile pile = Pile.empty(readerId);
    recent.forgetReplayed();
    try (Stream<RecordedEvent> events = streams.read(readerId, 1).limit(version)) {
      for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
        pile = pile.evolve(event);
        recent.keepReplayed(pile, event.event());
      }
    }
    if (pile.version() != version) {
      throw new IllegalStateException(
          "the stream of reader " + readerId + " ends before version " + version);
    }
    return pile.contents();
  }

  @Override
  public List<RecordedEvent> events(long first, long last) {
    return recent
        .events(first, last)
        .orElseGet(
            () -> {
              try (Stream<RecordedEvent> events =
                  streams.read(readerId, first).limit(last - first + 1)) {
                return events.toList();
              }
            });
  }
}
