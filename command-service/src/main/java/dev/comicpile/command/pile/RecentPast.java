package dev.comicpile.command.pile;

import dev.comicpile.domain.pile.Contents;
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
  private final TreeMap<Long, Contents> replayed = new TreeMap<>();

  void keep(Pile pile) {
    keep(contents, pile.version(), pile.contents());
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
  long bytes() {
    if (replayed.isEmpty()) {
      return bytes;
    }
    // It shares nothing with the pile, and what is between the ends with one of them.
    return bytes
        + Footprint.of(replayed.firstEntry().getValue())
        + Footprint.of(replayed.lastEntry().getValue());
  }

  /** Keeps what a replay came by; the replay ends where the undo wants to go. */
  void keepReplayed(long version, Contents contents) {
    keep(replayed, version, contents);
  }

  void forgetReplayed() {
    replayed.clear();
  }

  Optional<Contents> contentsAt(long version) {
    Contents kept = contents.get(version);
    return Optional.ofNullable(kept == null ? replayed.get(version) : kept);
  }

  /** The events of these versions, if all of them are kept. */
  Optional<List<RecordedEvent>> events(long first, long last) {
    return first > last
        ? Optional.of(List.of())
        : events.containsKey(first) && events.containsKey(last)
            ? Optional.of(new ArrayList<>(events.subMap(first, true, last, true).values()))
            : Optional.empty();
  }

  private static <V> void keep(TreeMap<Long, V> kept, long version, V value) {
    kept.put(version, value);
    if (kept.size() > VERSIONS) {
      kept.pollFirstEntry();
    }
  }
}
