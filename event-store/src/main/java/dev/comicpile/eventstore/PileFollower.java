package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears what has been stored, so that views can follow at once. All beans of this type are told,
 * after the commit. Calls may be lost or doubled; they must return at once and never throw.
 */
public interface PileFollower {

  /**
   * This process has committed these events. Those that were appended within a transaction are not
   * told one by one: after its commit there is only {@link #changed} for each of their readers.
   *
   * @param events in order, without a gap, up to the end of an action
   */
  void stored(ReaderId readerId, List<RecordedEvent> events);

  /**
   * Something of this reader may have been stored, by this process or another one.
   *
   * @param traceparent of the request that it came with, null where that is not traced
   */
  void changed(ReaderId readerId, @Nullable String traceparent);
}
