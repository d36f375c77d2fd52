package dev.comicpile.command.pile;

import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a pile held at its latest versions and the events that led there, kept so that the usual
 * undo need not read its stream. Contents share their structure, so each costs about what its event
 * changed. Guarded by the pile's lock, like the pile itself.
 */
final class RecentPast {

  /** How many versions are kept. */
  static final int VERSIONS = 100;

  /** Fewer are kept where they are large: a tenth of what all piles may take. */
  private static final long MOST_BYTES = PileCache.MOST_BYTES / 10;

  private final TreeMap<Long, Contents> contents = new TreeMap<>();
  private final TreeMap<Long, RecordedEvent> events = new TreeMap<>();
  private long bytes;

  /** What a replay of the stream came by last, so that one undo after another is one replay. */
  private final TreeMap<Long, Replayed> replayed = new TreeMap<>();

  private long replayedBytes;

  /**
   * What the pile held at a version.
   *
   * @param changed what it does not share with the version before, in bytes
   */
  private record Replayed(Contents contents, long changed) {}

  void keep(Pile pile) {
    contents.put(pile.version(), pile.contents());
    if (contents.size() > VERSIONS) {
      contents.pollFirstEntry();
    }
  }

  void keep(RecordedEvent event) {
    events.put(event.version(), event);
    bytes += Footprint.of(event.event());
    while (events.size() > VERSIONS || bytes > MOST_BYTES) {
      RecordedEvent oldest = events.pollFirstEntry().getValue();
      bytes -= Footprint.of(oldest.event());
      contents.headMap(oldest.version()).clear();
    }
  }

  /** Forgets what came after a version. */
  void forgetAfter(long version) {
    contents.tailMap(version, false).clear();
    NavigableMap<Long, RecordedEvent> after = events.tailMap(version, false);
    after.values().forEach(event -> bytes -= Footprint.of(event.event()));
    after.clear();
  }

  /** About how many bytes this takes beside what the pile holds now. */
  long bytes(Contents now) {
    Contents oldest = contents.isEmpty() ? now : contents.firstEntry().getValue();
    // What has left the pile since is still here.
    long left = Math.max(0, Footprint.ofThreads(oldest) - Footprint.ofThreads(now));
    return bytes
        + left
        + (replayed.isEmpty()
            ? 0
            // It shares nothing with the pile.
            : Footprint.of(replayed.lastEntry().getValue().contents()) + replayedBytes);
  }

  /**
   * Keeps what a replay came by; the replay ends where the undo wants to go.
   *
   * @param changed what it does not share with the version before, in bytes
   */
  void keepReplayed(long version, Contents contents, long changed) {
    replayed.put(version, new Replayed(contents, changed));
    replayedBytes += changed;
    while (replayed.size() > VERSIONS || (replayedBytes > MOST_BYTES && replayed.size() > 1)) {
      replayedBytes -= replayed.pollFirstEntry().getValue().changed();
    }
  }

  void forgetReplayed() {
    replayed.clear();
    replayedBytes = 0;
  }

  Optional<Contents> contentsAt(long version) {
    Contents kept = contents.get(version);
    return Optional.ofNullable(kept)
        .or(() -> Optional.ofNullable(replayed.get(version)).map(Replayed::contents));
  }

  /** The events of these versions, if all of them are kept. */
  Optional<List<RecordedEvent>> events(long first, long last) {
    return first > last
        ? Optional.of(List.of())
        : events.containsKey(first) && events.containsKey(last)
            ? Optional.of(new ArrayList<>(events.subMap(first, true, last, true).values()))
            : Optional.empty();
  }
}
