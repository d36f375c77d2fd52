package dev.comicpile.command.pile;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.decision.Past;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.eventstore.Checkpoint;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStreams;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The past of a pile as its stream tells it, bypassing the aggregate's snapshots. What is asked for
 * again and again is answered from what the pile has kept, anything else by folding the events on
 * from the last checkpoint before it. Lives for one decision.
 */
final class ReplayedPast implements Past {

  private final ReaderId readerId;
  private final PileStreams streams;
  private final Checkpoints checkpoints;
  private final RecentPast recent;
  private @Nullable Replayed replayed;

  ReplayedPast(ReaderId readerId, PileStreams streams, Checkpoints checkpoints, RecentPast recent) {
    this.readerId = readerId;
    this.streams = streams;
    this.checkpoints = checkpoints;
    this.recent = recent;
  }

  private record Replayed(long version, Contents contents, Standing standing) {}

  @Override
  public Contents contentsAt(long version) {
    return recent.contentsAt(version).orElseGet(() -> replayed(version).contents());
  }

  @Override
  public Standing standingAt(long version) {
    return replayed(version).standing();
  }

  private Replayed replayed(long version) {
    Replayed latest = replayed;
    if (latest == null || latest.version() != version) {
      latest = replayTo(version);
      replayed = latest;
    }
    return latest;
  }

  private Replayed replayTo(long version) {
    Checkpoint start = checkpoints.completeAt(readerId, checkpoints.upTo(readerId, version));
    Contents contents = start.contents();
    Standing.Fold standing = start.standing().fold();
    long last = start.version();
    recent.forgetReplayed();
    recent.keepReplayed(last, contents, 0);
    try (Stream<RecordedEvent> events = streams.read(readerId, last + 1, version)) {
      for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
        contents = contents.evolve(event.event());
        standing.add(event);
        last = event.version();
        recent.keepReplayed(last, contents, Footprint.of(event.event()));
      }
    }
    if (last != version) {
      throw new IllegalStateException(
          "the stream of reader " + readerId + " ends before version " + version);
    }
    return new Replayed(version, contents, standing.standing());
  }

  @Override
  public List<RecordedEvent> events(long first, long last) {
    try (Stream<RecordedEvent> events = stream(first, last)) {
      return events.toList();
    }
  }

  @Override
  public Stream<RecordedEvent> stream(long first, long last) {
    return recent
        .events(first, last)
        .map(List::stream)
        .orElseGet(() -> streams.read(readerId, first, last));
  }
}
