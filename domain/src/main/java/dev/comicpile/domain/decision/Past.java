package dev.comicpile.domain.decision;

import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import java.util.List;
import java.util.stream.Stream;

/**
 * The reader's own stream up to now, for what is decided by replay. Never answered from a snapshot.
 */
public interface Past {

  /** What the pile held at a version, 0 to the present one. */
  Contents contentsAt(long version);

  /** What stood at a version, 0 to the present one. */
  Standing standingAt(long version);

  /** The events of the versions {@code first} to {@code last}, both included. */
  List<RecordedEvent> events(long first, long last);

  /** The same one by one, for who looks for something in more than memory may hold. */
  default Stream<RecordedEvent> stream(long first, long last) {
    return events(first, last).stream();
  }
}
