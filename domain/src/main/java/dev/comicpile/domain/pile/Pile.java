package dev.comicpile.domain.pile;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import java.util.Comparator;

/**
 * The whole state of one reader's stream: what the pile holds, and what undo and redo would do.
 *
 * @param version how many events the stream holds
 */
public record Pile(ReaderId readerId, long version, Contents contents, Timeline timeline) {

  /** The pile before its first event. */
  public static Pile empty(ReaderId readerId) {
    return new Pile(readerId, 0, Contents.EMPTY, Timeline.EMPTY);
  }

  /**
   * The state after an event.
   *
   * @throws IllegalArgumentException if the event is not the next one of the stream
   */
  public Pile evolve(RecordedEvent recorded) {
    return after(recorded, contents.evolve(recorded.event()));
  }

  /**
   * The state after an event, where it is known already what the pile then holds.
   *
   * @throws IllegalArgumentException if the event is not the next one of the stream
   */
  public Pile after(RecordedEvent recorded, Contents contentsAfter) {
    if (recorded.version() != version + 1) {
      throw new IllegalArgumentException(
          "version " + recorded.version() + " does not follow version " + version);
    }
    return new Pile(readerId, recorded.version(), contentsAfter, timeline.record(recorded));
  }

  /** The state as plain values. */
  public PileSnapshot snapshot() {
    return new PileSnapshot(
        readerId,
        version,
        contents.threads().values().stream().sorted(Comparator.comparing(ThreadFacts::id)).toList(),
        contents.sessions().values().stream()
            .sorted(Comparator.comparing(SessionFacts::id))
            .toList(),
        timeline.done().reversed(),
        timeline.undone().reversed());
  }

  /** The state that {@link #snapshot()} wrote. */
  public static Pile of(PileSnapshot snapshot) {
    return new Pile(
        snapshot.readerId(),
        snapshot.version(),
        Contents.of(snapshot.threads(), snapshot.sessions()),
        Timeline.of(snapshot.done(), snapshot.undone()));
  }
}
